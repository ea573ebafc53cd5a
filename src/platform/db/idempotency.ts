import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { inTransaction, type Database, type Tx } from './connect.ts';

/** Who asks for what under which key; `request` is everything that makes it the same request. */
export interface KeyedRequest {
  readonly owner: string;
  readonly key: string;
  readonly request: unknown;
}

/** What a request was answered with: JSON, as it went over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type KeyedResult =
  | { readonly outcome: 'done' | 'repeated'; readonly answer: Answer }
  | { readonly outcome: 'other_request' };

/**
 * Runs `work` and keeps its answer in the same transaction, so that the request has its effect once: the same request under the same key
 * gets the first answer, another one under that key has no effect. Work that throws leaves nothing, and may be tried again.
 * @source draft-ietf-httpapi-idempotency-key-header
 */
export const onceForKey = (
  db: Database,
  clock: Clock,
  keyed: KeyedRequest,
  work: (tx: Tx) => Promise<Answer>,
): Promise<KeyedResult> =>
  inTransaction(db, async (tx) => {
    const hash = createHash('sha256').update(JSON.stringify(keyed.request)).digest();
    // Two requests with one key at the same time: the second waits here and then finds the first one's answer.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${keyed.owner} ${keyed.key}`}, 7))`.execute(
      tx,
    );
    const { rows } = await sql<{ requestHash: Buffer; status: number; response: unknown }>`
      select request_hash, status, response from platform.idempotent_request where owner = ${keyed.owner} and key = ${keyed.key}`.execute(
      tx,
    );
    const first = rows[0];
    if (first) {
      return first.requestHash.equals(hash)
        ? { outcome: 'repeated', answer: { status: first.status, body: first.response } }
        : { outcome: 'other_request' };
    }
    const answer = await work(tx);
    await sql`
      insert into platform.idempotent_request (owner, key, request_hash, status, response, created_at)
      values (${keyed.owner}, ${keyed.key}, ${hash}, ${answer.status}, ${JSON.stringify(answer.body)}::jsonb, ${clock.now()})`.execute(
      tx,
    );
    return { outcome: 'done', answer };
  });
