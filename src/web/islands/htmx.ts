/** What islands use of htmx 4, which its own script puts on the window. */
interface Htmx {
  ajax(method: string, path: string, how: { target: Element; swap: string }): Promise<unknown>;
}

declare global {
  interface Window {
    htmx?: Htmx;
  }

  interface DocumentEventMap {
    'htmx:before:request': HtmxEvent;
    'htmx:before:response': HtmxEvent;
    'htmx:before:swap': HtmxEvent;
    'htmx:after:swap': HtmxEvent;
    'htmx:finally:request': HtmxEvent;
    'htmx:error': HtmxEvent;
  }
}

/** What htmx tells with its events, as far as islands look. */
type HtmxEvent = CustomEvent<{
  ctx?: {
    request?: { method?: string; form?: HTMLFormElement | null };
    response?: { raw: Response };
  };
}>;

/** htmx, if its script has been read. */
export function htmx(): Htmx | undefined {
  return window.htmx;
}
