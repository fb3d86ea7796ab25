/** How long typing must rest before the server is asked. Units: milliseconds. */
const rest = 150;

/** Asks the server for JSON as one types: only for the latest words, once typing rests. */
export class LatestAnswer {
  #asked: AbortController | undefined;

  /** Whether an answer is still awaited. */
  get isPending(): boolean {
    return this.#asked !== undefined;
  }

  /** Hands the answer on, `undefined` if there is none; an overtaken answer is not handed on. */
  async ask(path: string, use: (answer: unknown) => void, wait = rest): Promise<void> {
    this.drop();
    const asked = new AbortController();
    this.#asked = asked;
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (asked.signal.aborted) return;
    const answer = await jsonOf(path, asked.signal);
    if (asked.signal.aborted) return;
    this.#asked = undefined;
    use(answer);
  }

  /** Wants no answer any more. */
  drop(): void {
    this.#asked?.abort();
    this.#asked = undefined;
  }
}

async function jsonOf(path: string, signal: AbortSignal): Promise<unknown> {
  try {
    const answer = await fetch(path, { headers: { accept: 'application/json' }, signal });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
