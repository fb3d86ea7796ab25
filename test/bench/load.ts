import { Agent, request } from 'node:http';

const connections = 32;

/** A server under load, with what each request to it must carry. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request: where, and for a write, what. */
export interface Call {
  readonly path: string;
  readonly body?: unknown;
}

/** Sends every call over 32 kept connections. Resolves to the rate. Units: requests per second. */
export async function rateOf(target: Target, calls: readonly Call[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const lane = async () => {
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
      await send(agent, target, call);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return calls.length / seconds;
}

function send(agent: Agent, target: Target, call: Call): Promise<void> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers: Record<string, string> = { ...target.headers };
  if (body !== undefined) headers['content-type'] = 'application/json';
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(`${target.url}${call.path}`, { agent, method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        if (text.length < 500) text += chunk;
      });
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) < 300) resolve();
        else reject(new Error(`${target.name} ${call.path}: ${answer.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
