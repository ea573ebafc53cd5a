import { lockWallets, walletBalance } from '#ledger';
import { affectedBy, incidentById, type Incident } from '#incidents';
import {
  dueAt,
  inTransaction,
  newId,
  numberCursor,
  pageFrom,
  recordEvents,
  type Database,
  type DueTask,
  type Page,
  type PageRequest,
  type Tx,
} from '#platform';
import type { Context } from '#policy';
import { decide } from './decide.ts';
import {
  insertPassedOver,
  insertRun,
  lockFirstRun,
  nextRun,
  selectRun,
  selectRuns,
  selectRunUnderWay,
  takePassedOver,
  updateRun,
  type CompensationRun,
} from './compensation-store.ts';
import { notCompensated, unknownRun } from './errors.ts';
import { requestRefund } from './request-refund.ts';

// One transaction a batch: few enough customers that none of them waits long for their wallet.
const batchSize = 50;

/**
 * Starts compensating everybody whom an incident affected, as credit. Repeatable: while a run goes on it is that one, and a later one
 * gives what is due by then: the difference after a correction.
 * @refuses incidents.unknown, refunds.incident_not_compensated
 * @source POLICY.md R3, N3
 */
export const startCompensation = async (
  tx: Tx,
  context: Context,
  incidentId: string,
): Promise<CompensationRun> => {
  refuseUncompensated(await incidentById(tx, incidentId), context);
  await insertRun(tx, { id: newId(context.clock), incidentId, at: context.clock.now(), by: context.actor });
  return (await selectRunUnderWay(tx, incidentId))!;
};

const refuseUncompensated = (incident: Incident, { clock }: Context): void => {
  const { id: incidentId, fault, provenBy, until } = incident;
  if (fault === 'external') throw notCompensated({ incidentId, reason: 'external' });
  if (provenBy === null) throw notCompensated({ incidentId, reason: 'not_proven' });
  if (until === null || Temporal.Instant.compare(until, clock.now()) > 0)
    throw notCompensated({ incidentId, reason: 'not_over' });
};

/** Runs that were started, in batches, each of which is done whole or not at all. */
export const compensations: DueTask<Context> = {
  name: 'refunds.compensations',
  nextDue: dueAt(nextRun),
  run: async (db, context) => {
    let total = 0;
    for (;;) {
      const count = await compensateSome(db, context);
      if (count === null) return total;
      total += Math.max(count, 1);
    }
  },
};

/** One batch of the oldest run; returns how many rentals were looked at, null when no run goes on. */
const compensateSome = (db: Database, context: Context): Promise<number | null> =>
  inTransaction(db, async (tx) => {
    const run = await lockFirstRun(tx);
    if (run === null) return null;
    const incident = await incidentById(tx, run.incidentId);
    const { items: rentals, nextCursor } = await affectedBy(tx, context, incident, {
      cursor: String(run.lastRentalId),
      limit: batchSize,
    });
    // All of them first, in the order of all who lock wallets.
    await lockWallets(
      tx,
      rentals.map(({ customerId }) => customerId),
    );
    const asStarter = { ...context, actor: run.startedBy };
    const done = { compensated: 0, frozen: 0, givenMicros: 0n };
    for (const { customerId, e164, rentalId } of rentals) {
      const given = await compensateOne(
        tx,
        asStarter,
        { customerId, e164, key: keyIn(run.id, rentalId) },
        run,
      );
      if (given === 'frozen') {
        done.frozen += 1;
        await insertPassedOver(tx, { runId: run.id, rentalId, customerId, e164 });
      } else if (given > 0n) {
        done.compensated += 1;
        done.givenMicros += given;
      }
    }
    const after = {
      ...run,
      lastRentalId: nextCursor === null ? run.lastRentalId : BigInt(nextCursor),
      lookedAt: run.lookedAt + rentals.length,
      compensated: run.compensated + done.compensated,
      frozen: run.frozen + done.frozen,
      givenMicros: run.givenMicros + done.givenMicros,
      finishedAt: nextCursor === null ? context.clock.now() : null,
    };
    await updateRun(tx, after);
    if (nextCursor === null) await tellOfRun(tx, context, after);
    return rentals.length;
  });

/** Each customer was told by the decision of their own. */
const tellOfRun = (tx: Tx, context: Context, run: CompensationRun): Promise<void> =>
  recordEvents(tx, context.clock, 'refunds.incident_compensated', [
    {
      compensationId: run.id,
      incidentId: run.incidentId,
      lookedAt: run.lookedAt,
      compensated: run.compensated,
      frozen: run.frozen,
      givenMicros: String(run.givenMicros),
    },
  ]);

/**
 * A case of fraud was dismissed, or an appeal upheld: what runs would have given the customer is given now. Returns how many numbers were
 * compensated. The credit is free again.
 * @source POLICY.md F1 (everything is as before, to the cent), R3
 */
export const compensatePassedOver = async (tx: Tx, context: Context, customerId: string): Promise<number> => {
  await lockWallets(tx, [customerId]);
  // Frozen again meanwhile: it goes on waiting.
  if ((await walletBalance(tx, customerId)).frozenAt !== null) return 0;
  let compensated = 0;
  for (const { runId, rentalId, e164, incidentId, startedBy } of await takePassedOver(tx, customerId)) {
    const affected = { customerId, e164, key: keyIn(runId, rentalId) };
    const given = await compensateOne(tx, { ...context, actor: startedBy }, affected, { incidentId });
    if (given !== 'frozen' && given > 0n) compensated += 1;
  }
  return compensated;
};

const keyIn = (runId: string, rentalId: bigint): string => `${runId}/${rentalId}`;

interface Affected {
  readonly customerId: string;
  readonly e164: string;
  readonly key: string;
}

/** Whom nothing is due gets no decision. Whose credit is frozen is passed over, until it is free. */
const compensateOne = async (
  tx: Tx,
  context: Context,
  { customerId, e164, key }: Affected,
  { incidentId }: Pick<CompensationRun, 'incidentId'>,
): Promise<bigint | 'frozen'> => {
  if ((await walletBalance(tx, customerId)).frozenAt !== null) return 'frozen';
  const request = { customerId, e164, incidentId, subject: 'disruption', destination: 'credit' } as const;
  const { grossMicros } = await decide(tx, context, request);
  if (grossMicros === 0n) return 0n;
  const { decision } = await requestRefund(tx, context, { ...request, key: `incident/${key}` });
  return decision.grossMicros;
};

/** The runs of an incident, newest first; a page at a time. @refuses pages.invalid_cursor */
export const listCompensations = async (
  tx: Tx,
  incidentId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<CompensationRun>> => {
  const rows = await selectRuns(tx, incidentId, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/** How a run goes, or went. @refuses refunds.compensation_unknown */
export const compensationById = async (tx: Tx, runId: string): Promise<CompensationRun> => {
  const run = await selectRun(tx, runId);
  if (!run) throw unknownRun({ compensationId: runId });
  return run;
};
