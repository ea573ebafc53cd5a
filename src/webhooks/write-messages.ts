import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { insertMessages } from './store/messages.ts';

/** One thing that happened, for the endpoints that want to hear of it. */
export interface Telling {
  readonly endpointIds: readonly string[];
  /** Unique for what is told. */
  readonly key: string;
  readonly eventType: string;
  readonly occurredAt: Temporal.Instant;
  readonly data: Readonly<Record<string, unknown>>;
  /** Holds what is forgotten when SMS are. */
  readonly isPrivate?: boolean;
}

/** So many rows in one statement. */
const atOnce = 2_000;

/** Writes a message for each endpoint, once; the worker hands them over after this transaction. Returns how many are new. */
export const writeMessages = async (
  tx: Tx,
  context: Context,
  tellings: readonly Telling[],
): Promise<number> => {
  const messages = tellings.flatMap(
    ({ endpointIds, key, eventType, occurredAt, data, isPrivate = false }) => {
      const body = JSON.stringify({ type: eventType, timestamp: occurredAt.toString(), data });
      return endpointIds.map((endpointId) => ({
        id: newId(context.clock),
        endpointId,
        key,
        eventType,
        body,
        isPrivate,
      }));
    },
  );
  let written = 0;
  for (let start = 0; start < messages.length; start += atOnce)
    written += await insertMessages(tx, messages.slice(start, start + atOnce), context.clock.now());
  return written;
};
