import type { BrowserContext, Response } from 'playwright-core';

/** What went wrong in a browser while nobody looked. */
export interface Faults {
  readonly list: readonly string[];
  /** Tells that what matches is meant to happen. */
  allow(pattern: RegExp): void;
  /** The faults so far, which are then forgotten. */
  take(): string[];
}

/** Answers that a page or a form may well give: its words are for the reader. */
const spoken = new Set([401, 403, 404, 409, 410, 412, 413, 422, 429]);

/** Listens to every page of a context: the console, scripts, requests, statuses. */
export function listenForFaults(context: BrowserContext, origin: string): Faults {
  let list: string[] = [];
  const allowed: RegExp[] = [];
  const add = (fault: string) => {
    if (!allowed.some((pattern) => pattern.test(fault))) list.push(fault);
  };
  context.on('console', (message) => {
    // A status is judged below, where it is known whose it is.
    const isStatus = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isStatus) add(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => add(`script: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left, or an answer that is saved, ends its requests.
    if (reason !== 'net::ERR_ABORTED') add(`request: ${request.url()} ${reason}`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === origin || !/^(https?|wss?):$/.test(url.protocol);
    if (!isOwn) add(`request to a stranger: ${url.origin}`);
  });
  context.on('response', (response) => {
    const fault = faultOf(response);
    if (fault !== undefined) add(fault);
  });
  return {
    get list() {
      return list;
    },
    allow: (pattern) => {
      allowed.push(pattern);
      list = list.filter((fault) => !pattern.test(fault));
    },
    take: () => {
      const taken = list;
      list = [];
      return taken;
    },
  };
}

function faultOf(response: Response): string | undefined {
  const status = response.status();
  if (status < 400) return undefined;
  const kind = response.request().resourceType();
  const isPage = kind === 'document' || kind === 'fetch' || kind === 'xhr';
  if (isPage && spoken.has(status)) return undefined;
  return `status ${status}: ${response.request().method()} ${response.url()}`;
}

/** Counts how often the mouse is used, by what the pages see of it. */
export async function countMouse(context: BrowserContext): Promise<() => number> {
  let used = 0;
  await context.exposeBinding('anjuanMouseUsed', () => {
    used += 1;
  });
  await context.addInitScript(watchMouse);
  return () => used;
}

declare const window: {
  addEventListener(
    kind: string,
    act: (event: { isTrusted: boolean }) => void,
    early: boolean,
  ): void;
  anjuanMouseUsed(): Promise<void>;
};

function watchMouse(): void {
  const tell = (event: { isTrusted: boolean }) => {
    if (event.isTrusted) window.anjuanMouseUsed().catch(() => undefined);
  };
  for (const kind of ['pointerdown', 'wheel']) window.addEventListener(kind, tell, true);
}
