// How processors are asked: rows are claimed in one transaction, the processor is called outside of any, and
// what it said is written in a third. Whatever dies between two of them is taken up again when the claim runs
// out.
import { inTransaction, Outage, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { alarmingChecks, nextTry } from './rules.ts';

/** Longer than any call takes. A call that is still under way after it is asked about, not made again. */
const leaseMinutes = 2;
const batch = 50;
/** Customers at once: one customer's payments are taken in their order. */
const lanes = 4;

export interface Claimed {
  readonly id: string;
  readonly customerId: string;
  readonly checks: number;
}

export interface Claim {
  readonly now: Temporal.Instant;
  readonly leaseUntil: Temporal.Instant;
  readonly limit: number;
}

export interface Question<Row extends Claimed> {
  claim(tx: Tx, claim: Claim): Promise<readonly Row[]>;
  /** Calls the processor, and writes what it says; asks again when there is a reason to. */
  ask(row: Row, leaseUntil: Temporal.Instant): Promise<void>;
  postpone(tx: Tx, id: string, leaseUntil: Temporal.Instant, at: Temporal.Instant): Promise<void>;
}

/**
 * Asks about all that is due now. Throws at the end what was nobody's passing fault, and outages that last,
 * so that staff are told.
 */
export const askAll = async <Row extends Claimed>(
  db: Database,
  context: Context,
  question: Question<Row>,
): Promise<number> => {
  const errors: unknown[] = [];
  for (let count = 0; ;) {
    const now = context.clock.now();
    const leaseUntil = now.add({ minutes: leaseMinutes });
    const rows = await inTransaction(db, (tx) => question.claim(tx, { now, leaseUntil, limit: batch }));
    const waiting = [...Map.groupBy(rows, (row) => row.customerId).values()];
    const work = async (): Promise<void> => {
      for (let mine = waiting.shift(); mine; mine = waiting.shift()) {
        for (const row of mine) errors.push(...(await askOne(db, context, question, row, leaseUntil)));
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    count += rows.length;
    if (rows.length === 0 && errors.length > 0) throw new AggregateError(errors, messageOf(errors));
    if (rows.length === 0) return count;
  }
};

const askOne = async <Row extends Claimed>(
  db: Database,
  context: Context,
  question: Question<Row>,
  row: Row,
  leaseUntil: Temporal.Instant,
): Promise<readonly unknown[]> => {
  try {
    await question.ask(row, leaseUntil);
    return [];
  } catch (error) {
    await inTransaction(db, (tx) =>
      question.postpone(tx, row.id, leaseUntil, nextTry(context.clock.now(), row.checks)),
    );
    const passing = error instanceof Outage && error.retryable && row.checks < alarmingChecks;
    return passing ? [] : [error];
  }
};

const messageOf = (errors: readonly unknown[]): string =>
  errors.map((error) => (error instanceof Error ? error.message : String(error))).join('; ');
