// One HTTP request to an endpoint. Not fetch: it offers no way to connect to the address that was checked, and follows redirects by itself.
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { stopwatch } from '#platform';
import { checkedLookup, hostOf, mayReach, problemOf, type Reach } from './addresses.ts';
import { retryAfterOf } from './rules.ts';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of a request. */
export interface Answer {
  readonly durationMs: number;
  /** null: there was no answer. */
  readonly status: number | null;
  readonly text: string | null;
  readonly retryAfterSeconds: number | null;
  /** null: it was taken. */
  readonly failure: string | null;
}

/** From the look-up of the name to the end of the answer. @source Standard Webhooks: 15 to 30 seconds */
const timeoutMs = 15_000;
const longestAnswerBytes = 1_024;

/** Sends a request and waits for the answer; never throws. */
export const post = async (order: Post, reach: Reach, limitMs = timeoutMs): Promise<Answer> => {
  const elapsed = stopwatch();
  const nothing = { status: null, text: null, retryAfterSeconds: null };
  const problem = problemOf(order.url, reach);
  if (problem !== null)
    return { ...nothing, durationMs: 0, failure: `the address may not be used: ${problem}` };
  try {
    const answer = await exchange(order, reach, AbortSignal.timeout(limitMs));
    return { ...answer, durationMs: Math.round(elapsed()) };
  } catch (error) {
    const { name, code, message } = error as { name: string; code?: string; message: string };
    const timedOut = name === 'TimeoutError' || name === 'AbortError';
    const failure = timedOut ? `no answer within ${limitMs / 1_000} seconds` : message || code || name;
    return { ...nothing, durationMs: Math.round(elapsed()), failure };
  }
};

const exchange = (
  { url, headers, body }: Post,
  reach: Reach,
  signal: AbortSignal,
): Promise<Omit<Answer, 'durationMs'>> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const host = hostOf(target);
    // A host that is an address is not looked up.
    if (isIP(host) !== 0 && !mayReach(host, reach)) return reject(new Error(`${host} is no public address`));
    const send = target.protocol === 'https:' ? overHttps : overHttp;
    const request = send(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: checkedLookup(reach),
        // Every request makes a connection of its own: one that is kept open may lead elsewhere by now.
        agent: false,
        signal,
      },
      (response) => {
        beginningOf(response).then((text) => resolve(readAnswer(response, text)), reject);
      },
    );
    request.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    request.end(body);
  });

const readAnswer = (response: IncomingMessage, text: string): Omit<Answer, 'durationMs'> => {
  const status = response.statusCode ?? 0;
  const isRedirect = status >= 300 && status < 400;
  return {
    status,
    text,
    retryAfterSeconds: retryAfterOf(response.headers['retry-after']),
    failure:
      status >= 200 && status < 300
        ? null
        : `answered ${status}${isRedirect ? '; redirects are not followed' : ''}`,
  };
};

/** The first KB of the answer as text that a database can hold; the rest is not waited for. */
const beginningOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= longestAnswerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, longestAnswerBytes).toString('utf8').replaceAll('\0', '\uFFFD');
};
