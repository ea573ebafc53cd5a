import { createHash } from 'node:crypto';
import { inTransaction, newId, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { deletePdu, insertPdus, postponePdu, selectDuePdu } from '../store/sandbox.ts';
import type { Alphabet } from './alphabet.ts';
import { commandStatus, writeDeliverSm } from './deliver-sm.ts';
import { partsToSend, type Joining } from './split.ts';

const name = 'sandbox';

/** An SMS on its way to us, and how its sender and its route behave. */
export interface SandboxMessage {
  /** A number in E.164, a short code, or letters. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** How the parts of a long text are held together; left out: by 8-bit references, as phones do. */
  readonly joining?: Joining | undefined;
  readonly alphabet?: Alphabet | undefined;
  /** Which parts are delivered, from 1, in which order: some twice, some never. Left out: all, in their order. */
  readonly parts?: readonly number[] | undefined;
  /** The route’s own id of it: sent again under the same, it is the same message. A new one where left out. */
  readonly id?: string | undefined;
  /** A route that gives its messages no ids. */
  readonly withoutIds?: boolean | undefined;
}

const internationalTon = 1;
const networkTon = 3;
const lettersTon = 5;

/** Has the sandbox route deliver an SMS now, in the form of the wire. Returns of how many parts it is. */
export const sendFromSandbox = async (tx: Tx, context: Context, message: SandboxMessage): Promise<number> => {
  const id = message.id ?? newId(context.clock);
  // Phones count their references; the sandbox draws them from the id.
  const reference = createHash('sha256').update(id).digest().readUInt16BE(0);
  const parts = partsToSend(message.text, {
    reference,
    joining: message.joining,
    alphabet: message.alphabet,
  });
  const numbers = message.parts ?? parts.map((_, index) => index + 1);
  const pdus = numbers.flatMap((partNo, index) => {
    const part = parts[partNo - 1];
    if (part === undefined) return [];
    const ids = message.withoutIds ? {} : { receiptedMessageId: `${id}-${partNo}` };
    const addresses = {
      ...source(message.from),
      destinationTon: internationalTon,
      destination: message.to.slice(1),
    };
    return [
      writeDeliverSm({
        sequenceNumber: index + 1,
        ...addresses,
        ...part,
        options: { ...part.options, ...ids },
      }),
    ];
  });
  await insertPdus(tx, pdus, context.clock.now());
  return parts.length;
};

const source = (from: string): { readonly sourceTon: number; readonly source: string } => {
  if (/^\+\d+$/.test(from)) return { sourceTon: internationalTon, source: from.slice(1) };
  return { sourceTon: /^\d+$/.test(from) ? networkTon : lettersTon, source: from };
};

type Receive = (db: Database, context: Context, route: string, wire: Uint8Array) => Promise<number>;

const firstRetrySeconds = 30;
const mostAttempts = 12;

/**
 * Delivers what is due, one at a time, as a route does: what is answered goes; what is not is delivered again, later and later. Returns how
 * many were answered. Two that run at once deliver the same twice, as routes do too.
 */
export const deliverFromSandbox = async (
  db: Database,
  context: Context,
  receive: Receive,
): Promise<number> => {
  const errors: unknown[] = [];
  for (let count = 0; ; count += 1) {
    const due = await selectDuePdu(db, context.clock.now());
    if (due === undefined) {
      if (errors.length > 0) throw new AggregateError(errors, 'messages could not be taken in');
      return count;
    }
    const status = await receive(db, context, name, due.pdu).catch((error: unknown) => {
      errors.push(error);
      return commandStatus.later;
    });
    await inTransaction(db, async (tx) => {
      if (status !== commandStatus.later || due.attempts + 1 >= mostAttempts) return deletePdu(tx, due.no);
      const seconds = firstRetrySeconds * 2 ** due.attempts;
      return postponePdu(tx, due.no, context.clock.now().add({ seconds }));
    });
  }
};
