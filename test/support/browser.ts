import { authenticate, type Auth, type Principal } from '#customers';
import { systemClock, type Database } from '#platform';

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  // oxlint-disable-next-line typescript/no-explicit-any -- the sign-in's answers are as many as its endpoints
  readonly body: any;
}

/** Talks to the sign-in as a browser does: keeps cookies, sends its origin, has a network address of its own. */
export interface Browser {
  /** GET without a body, POST with one; `path` below the sign-in, or a whole address. */
  send(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  cookie(): string;
  principal(): Promise<Principal | null>;
}

export const newBrowser = (
  { db, auth, baseUrl }: { readonly db: Database; readonly auth: Auth; readonly baseUrl: string },
  address: string,
): Browser => {
  const jar = new Map<string, string>();
  const cookie = (): string => [...jar].map((pair) => pair.join('=')).join('; ');
  const keep = (line: string): void => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  };
  return {
    cookie,
    principal: () => authenticate(db, systemClock, auth, { cookie: cookie() }),
    send: async (path, body, headers = {}) => {
      const url = path.startsWith('http') ? path : `${baseUrl}/v1/auth${path}`;
      const usual = { 'content-type': 'application/json', origin: baseUrl, cookie: cookie() };
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await auth.handler(
        new Request(url, { ...init, headers: { ...usual, ...headers } }),
        address,
      );
      response.headers.getSetCookie().forEach(keep);
      const text = await response.text();
      return {
        status: response.status,
        location: response.headers.get('location'),
        body: text.startsWith('{') ? JSON.parse(text) : text,
      };
    },
  };
};
