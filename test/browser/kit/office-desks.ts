import { type Desk, type DeskOptions, openBrowser } from './desk.ts';
import { type OfficeServer, openOfficeServer } from './office-server.ts';

/** A served office with a browser before it: once in a file, in `beforeAll`. */
export interface OfficeDesks extends OfficeServer {
  /** A new desk, for the running test. */
  desk(options?: DeskOptions): Promise<Desk>;
  /** A new desk at which one of the staff has signed in; its keys are counted from there. */
  deskOf(username: string, lang?: 'zh' | 'en'): Promise<Desk>;
}

/** Opens a new office, serves it, and starts Chromium; `close` ends all three. */
export async function openOfficeDesks(
  options: Parameters<typeof openOfficeServer>[0] = {},
): Promise<OfficeDesks> {
  const [browser, server] = await Promise.all([openBrowser(), openOfficeServer(options)]);
  return {
    ...server,
    desk: (wish) => browser.desk(server.url, wish),
    async deskOf(username, lang = 'zh') {
      const desk = await browser.desk(server.url, { lang });
      await desk.signIn(username);
      desk.keys.reset();
      return desk;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
