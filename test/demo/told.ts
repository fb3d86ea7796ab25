import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../src/app.ts';
import { fixedClock, type Instant } from '../../src/core/clock.ts';
import { signIns } from '../../src/demo/people.ts';
import { openTelling, type Telling, tellStory } from '../../src/demo/tell.ts';
import { countedEntropy } from '../kit/entropy.ts';

type Fields = Record<string, unknown>;

/** A home in which the story was told, asked over its API as one of the people in it. */
export interface Told extends Telling {
  /** What was said while it was told. */
  readonly said: readonly string[];
  get<Body = Fields>(username: string, path: string): Promise<Body>;
  close(): Promise<void>;
}

/** Tells the story as if the present were `now`. */
export async function toldAt(now: Instant): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-test-'));
  const options = { path: join(folder, 'home'), clock: fixedClock(now), entropy: countedEntropy() };
  const telling = await openTelling(options);
  const said: string[] = [];
  await tellStory(telling, (line) => said.push(line));
  const app = buildApp(telling.home);
  const tokens = new Map<string, string>();
  const tokenOf = async (username: string) => {
    const known = tokens.get(username);
    if (known !== undefined) return known;
    const password = signIns.find((one) => one.username === username)?.password;
    const answer = await app.request('/api/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${answer.status}`);
    const { token } = (await answer.json()) as { token: string };
    tokens.set(username, token);
    return token;
  };
  return {
    ...telling,
    said,
    async get(username, path) {
      const headers = { authorization: `Bearer ${await tokenOf(username)}` };
      const answer = await app.request(`/api/v1${path}`, { headers });
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as never;
    },
    async close() {
      await telling.home.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
