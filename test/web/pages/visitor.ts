import { buildApp } from '../../../src/app.ts';
import { type Office, passwordOf } from '../office.ts';

/** A page as a browser without script has it: its words, its forms, its links. */
export interface Visited {
  readonly status: number;
  readonly headers: Headers;
  /** Where it was asked for, or leads to (303). */
  readonly path: string;
  readonly html: string;
  /** What can be read of it, in one line. */
  readonly text: string;
  /** The addresses of its links, in order. */
  readonly links: readonly string[];
  /** The first values of a form's fields, of the page's last form unless `action` names one. */
  form(action?: string): Record<string, string>;
}

/** Somebody with a browser that keeps cookies, and no script. */
export interface Visitor {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visited>;
  /** Sends fields as a form. A redirect is not followed: `path` is where it leads. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Visited>;
  /** A request of any kind, with the cookies; a redirect is not followed. */
  send(path: string, init: RequestInit): Promise<Visited>;
  /** Sends one file as the form field `file`, as a browser does. */
  upload(
    path: string,
    file: {
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly type?: string;
      /** The size of the form as its head says it, where that is another one. */
      readonly declaredBytes?: number;
    },
  ): Promise<Visited>;
  /** Opens a page, fills its form, sends it. */
  submit(path: string, fields: Readonly<Record<string, string>>, action?: string): Promise<Visited>;
  /** Follows where a form led. */
  follow(visited: Visited): Promise<Visited>;
  signIn(username: string): Promise<void>;
  signOut(): Promise<void>;
  /** Loses every cookie, as when the session has ended. */
  forget(): void;
}

/** A browser at an office. */
export function visitorOf(office: Pick<Office, 'home'>, lang: 'zh' | 'en' = 'zh'): Visitor {
  const app = buildApp(office.home);
  const cookies = new Map<string, string>([['anjuan-lang', lang]]);
  const ask = async (path: string, init: RequestInit = {}): Promise<Visited> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await app.request(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = answer.headers.get('location') ?? path;
    return visitedOf(answer.status, answer.headers, to, await answer.text());
  };
  const post: Visitor['post'] = (path, fields) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post,
    send: ask,
    upload(path, { name, bytes, type = 'application/octet-stream', declaredBytes }) {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(bytes)], name, { type }));
      const headers: Record<string, string> =
        declaredBytes === undefined ? {} : { 'content-length': String(declaredBytes) };
      return ask(path, { method: 'POST', body, headers });
    },
    async submit(path, fields, action) {
      const page = await ask(path);
      if (page.status !== 200) throw new Error(`${path} answers ${page.status}: ${page.text}`);
      return post(action ?? path, { ...page.form(action), ...fields });
    },
    follow: (visited) => ask(visited.path),
    async signIn(username) {
      const done = await post('/sign-in', { username, password: passwordOf(username) });
      if (done.status !== 303) throw new Error(`${username} is not signed in: ${done.text}`);
    },
    async signOut() {
      await post('/sign-out', {});
    },
    forget: () => cookies.clear(),
  };
}

/** A browser at an office, in which one of its people has signed in. */
export async function signedIn(
  office: Pick<Office, 'home'>,
  username: string,
  lang: 'zh' | 'en' = 'zh',
): Promise<Visitor> {
  const visitor = visitorOf(office, lang);
  await visitor.signIn(username);
  return visitor;
}

function visitedOf(status: number, headers: Headers, path: string, html: string): Visited {
  return {
    status,
    headers,
    path,
    html,
    text: unescaped(
      html
        .replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' '),
    ).trim(),
    links: [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) => unescaped(href)),
    form(action) {
      const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
      const own = forms.filter(([, head = '']) =>
        action === undefined
          ? !/action="\/(me|sign-out)/.test(head)
          : head.includes(`action="${action}"`),
      );
      return fieldsOf(own.at(-1)?.[2] ?? '');
    },
  };
}

/** What a browser would send of a form that nobody has touched. */
function fieldsOf(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const put = (name: string | undefined, value: string) => {
    if (name !== undefined) fields[name] = value;
  };
  for (const [, head = ''] of form.matchAll(/<input\b([^>]*)>/g)) {
    const isTicked = /\schecked/.test(head);
    if (/type="(checkbox|radio)"/.test(head) && !isTicked) continue;
    put(attribute(head, 'name'), attribute(head, 'value') ?? '');
  }
  for (const [, head = '', words = ''] of form.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
    put(attribute(head, 'name'), unescaped(words));
  }
  for (const [, head = '', options = ''] of form.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) => option);
    const chosen = all.find((option) => /\sselected/.test(option)) ?? all[0] ?? '';
    put(attribute(head, 'name'), attribute(chosen, 'value') ?? '');
  }
  return fields;
}

function attribute(head: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${head}`)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
