import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopwatch } from '#platform';
import { demoPassword } from '../../src/simulation/demo/people.ts';

export interface Answered {
  readonly status: number;
  // What is asked for differs from test to test; a field that is not there fails the assertion about it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Somebody who asks a running API, over HTTP. */
export interface Caller {
  get(path: string): Promise<Answered>;
  /** With an Idempotency-Key that nobody used before, unless one is given. */
  post(path: string, body: object, key?: string): Promise<Answered>;
  /** The same caller, asking at another address. */
  at(address: string): Caller;
}

/** Asks the API at this address without saying who asks, or with these headers. */
export const callerAt = (address: string, headers: Readonly<Record<string, string>> = {}): Caller => {
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(`${address}${path}`, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  return {
    get: (path) => ask(path, { headers }),
    post: (path, body, key = crypto.randomUUID()) =>
      ask(path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    at: (other) => callerAt(other, headers),
  };
};

/** Signs somebody of the demonstration in with the password that everybody knows. */
export const signedIn = async (address: string, email: string): Promise<Caller> => {
  for (;;) {
    const { status, cookies, text, retryAfterSeconds } = await signIn(address, email);
    if (status === 200) return callerAt(address, { cookie: cookies.join('; ') });
    if (status !== 429) throw new Error(`${email} cannot sign in: ${text}`);
    await sleep(retryAfterSeconds * 1_000);
  }
};

interface SignedIn {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly text: string;
  readonly retryAfterSeconds: number;
}

const signIn = (address: string, email: string): Promise<SignedIn> =>
  new Promise((resolve, reject) => {
    const sent = request(`${address}/v1/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      family: 4,
      // Sign-ins are counted by network address. On Linux the machine itself has sixteen million, so that nobody need wait.
      ...(process.platform === 'linux' && { localAddress: `127.0.${randomInt(256)}.${randomInt(1, 255)}` }),
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          cookies: (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!),
          text,
          retryAfterSeconds: Number(response.headers['x-retry-after'] ?? 1),
        }),
      );
    });
    sent.end(JSON.stringify({ email, password: demoPassword }));
  });

/** Asks again and again until the answer is as wanted; fails with the last answer after half a minute. */
export const untilAnswered = async (
  ask: () => Promise<Answered>,
  isAsWanted: (answer: Answered) => boolean,
): Promise<Answered> => {
  const elapsed = stopwatch();
  for (;;) {
    const answer = await ask();
    if (isAsWanted(answer)) return answer;
    if (elapsed() > 30_000) throw new Error(`it did not become so: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
};
