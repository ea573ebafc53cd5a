import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payAhead, restore, stopRenewal, tasks as numberTasks } from '#numbers';
import { paymentTasks, promoteCustomer, sandboxProcessors, topUp } from '#payments';
import { inTransaction, stoppedClock, type Connection, type Database } from '#platform';
import type { Context } from '#policy';
import { requestRefund } from '#refunds';
import { everyInterleaving, type Meeting } from '../support/interleavings.ts';
import { assertSound } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { openTown, plant, zone, type PlantedNumber, type Settler, type Town } from '../support/town.ts';
import { work } from '../support/work.ts';

const euro = 1_000_000n;
const firstDay = Temporal.PlainDate.from('2022-04-10');

/** A settler whose number falls due at a midnight that is nobody else's: a run then finds only this one. */
interface Midnight {
  readonly settler: Settler;
  readonly e164: string;
  readonly context: Context;
}

/** Sets clocks to nobody else's midnight for each case; numbers are paid by the year, so that none comes back during the test. */
const midnights = (town: Town, creditMicros: bigint) => {
  let day = firstDay;
  return async (count: number): Promise<readonly Midnight[]> => {
    const days = Array.from({ length: count }, () => (day = day.add({ days: 1 })));
    const number = (dueOn: Temporal.PlainDate): PlantedNumber => ({
      anchor: String(dueOn.subtract({ years: 1 })),
      months: 12,
      monthsPaid: 12,
      monthlyMicros: 1n * euro,
    });
    const settlers = await plant(
      town.db,
      town.context,
      days.map((dueOn) => ({ creditMicros, numbers: [number(dueOn)] })),
    );
    return settlers.map((settler, index) => {
      const clock = stoppedClock(days[index]!.toZonedDateTime(zone).toInstant());
      return { settler, e164: settler.e164s[0]!, context: { ...town.context, clock } };
    });
  };
};

const task = (name: string) => {
  const found = numberTasks.find((one) => one.name === `numbers.${name}`);
  assert.ok(found, name);
  return found;
};

/** Everything else that is due at that instant happens, and the case stands as one of `ends`. */
const endsAs = async (
  town: Town,
  { settler, context }: Midnight,
  { first, second, where }: Meeting,
  ends: readonly string[],
) => {
  for (const name of ['events.dispatch', 'numbers.restores'])
    await town.app.tasks.find((one) => one.name === name)!.run(town.db, context);
  const { wallet, rentals, periods } = await storyOf(town.db, settler.customerId);
  const [balance] = wallet![0]!.split(' ');
  const failed = [first, second]
    .map((error) => (error as { code?: string } | null)?.code ?? error?.message)
    .filter(Boolean);
  const end = [
    rentals![0]!.split(' ')[0],
    `${periods!.length} periods`,
    `credit ${BigInt(balance!) / euro}`,
    ...failed,
  ].join(', ');
  assert.ok(ends.includes(end), `${end}: ${where}`);
};

const renewIn = ({ db }: { db: Database }, { context }: Midnight): Promise<number> =>
  task('renewals').run(db, context);

describe('at midnight, at every statement,', { concurrency: 3 }, () => {
  const orderTopUp = (town: Town, { settler: { customerId }, context }: Midnight) =>
    inTransaction(town.db, (tx) =>
      topUp(tx, context, { customerId, processor: 'card', amountMicros: 20n * euro, key: 'once' }),
    );
  /** The order is placed by somebody else, a moment before. */
  const topUpIn = async ({ db }: Connection, town: Town, which: Midnight): Promise<void> => {
    await orderTopUp(town, which);
    const tasks = paymentTasks(sandboxProcessors(db, which.context.clock));
    await tasks.find(({ name }) => name === 'payments.arrivals')!.run(db, which.context);
  };

  it('a top-up that meets the renewals saves the number, which is paid once', async () => {
    const town = await openTown('2022-04-09T09:00');
    const prepare = midnights(town, 1n * euro);
    const check = (which: Midnight, met: Meeting) =>
      endsAs(town, which, met, ['active, 2 periods, credit 9']);
    await everyInterleaving(town, {
      prepare,
      first: renewIn,
      second: (connection, which) => topUpIn(connection, town, which),
      check,
    });
    await everyInterleaving(town, {
      prepare,
      first: (connection, which) => topUpIn(connection, town, which),
      second: renewIn,
      check,
    });
    await assertSound(town.db);
  });

  it('two runs of renewals pay a period once, and cancel once', async () => {
    const town = await openTown('2022-04-09T09:00');
    for (const [credit, end] of [
      [15n, 'active, 2 periods, credit 3'],
      [11n, 'quarantined, 1 periods, credit 11'],
    ] as const) {
      await everyInterleaving(town, {
        prepare: midnights(town, credit * euro),
        first: renewIn,
        second: renewIn,
        check: (which, met) => endsAs(town, which, met, [end]),
      });
    }
    await assertSound(town.db);
  });

  it('a period that is paid ahead while the renewals run is another one than they pay, or the same', async () => {
    const town = await openTown('2022-04-09T09:00');
    const prepare = midnights(town, 30n * euro);
    const payAheadIn = ({ db }: Connection, { settler: { customerId }, e164, context }: Midnight) =>
      inTransaction(db, (tx) => payAhead(tx, context, { customerId, e164, periods: 1, key: 'ahead' }));
    const check = (which: Midnight, met: Meeting) =>
      endsAs(town, which, met, ['active, 3 periods, credit 6', 'active, 2 periods, credit 18']);
    await everyInterleaving(town, { prepare, first: renewIn, second: payAheadIn, check });
    await everyInterleaving(town, { prepare, first: payAheadIn, second: renewIn, check });
    await assertSound(town.db);
  });

  it('a customer who stops the renewal while it runs either has paid or is cancelled', async () => {
    const town = await openTown('2022-04-09T09:00');
    const prepare = midnights(town, 20n * euro);
    const stopIn = ({ db }: Connection, { settler: { customerId }, e164, context }: Midnight) =>
      inTransaction(db, (tx) => stopRenewal(tx, context, { customerId, e164 }));
    const check = (which: Midnight, met: Meeting) =>
      endsAs(town, which, met, ['active, 2 periods, credit 8', 'quarantined, 1 periods, credit 20']);
    await everyInterleaving(town, { prepare, first: renewIn, second: stopIn, check });
    await everyInterleaving(town, { prepare, first: stopIn, second: renewIn, check });
    await assertSound(town.db);
  });

  it('a customer who leaves with all credit while the renewals run has paid them or not, never both', async () => {
    const town = await openTown('2022-04-09T09:00');
    const plantAt = midnights(town, 0n);
    const prepare = async (count: number) => {
      const cases = await plantAt(count);
      for (const which of cases) await orderTopUp(town, { ...which, context: town.context });
      await work(town, town.context);
      return cases;
    };
    const leaveIn = ({ db }: Connection, { settler: { customerId }, context }: Midnight) =>
      inTransaction(db, (tx) =>
        requestRefund(tx, context, { customerId, subject: 'credit', destination: 'payments', key: 'leave' }),
      );
    const check = (which: Midnight, met: Meeting) =>
      endsAs(town, which, met, ['active, 2 periods, credit 0', 'quarantined, 1 periods, credit 0']);
    await everyInterleaving(town, { prepare, first: renewIn, second: leaveIn, check });
    await everyInterleaving(town, { prepare, first: leaveIn, second: renewIn, check });
    await assertSound(town.db);
  });
});

describe('on the last day of a quarantine, at every statement,', { concurrency: 3 }, () => {
  /** Cancelled 34 days before; the customer is a moment before midnight, the worker is at it. */
  const lastMoments = (town: Town, creditMicros: bigint, beforehand?: (which: Midnight) => Promise<void>) => {
    const plantAt = midnights(town, creditMicros);
    return async (count: number): Promise<readonly Midnight[]> => {
      const cases = await plantAt(count);
      for (const which of cases) {
        await beforehand?.(which);
        await renewIn(town, which);
      }
      return cases.map((which) => {
        const cancelledOn = which.context.clock.now().toZonedDateTimeISO(zone);
        return {
          ...which,
          context: { ...which.context, clock: stoppedClock(cancelledOn.add({ days: 34 }).toInstant()) },
        };
      });
    };
  };
  const aMomentBefore = (context: Context): Context => ({
    ...context,
    clock: stoppedClock(context.clock.now().subtract({ milliseconds: 1 })),
  });
  const restoreIn = ({ db }: Connection, { settler: { customerId }, e164, context }: Midnight) =>
    inTransaction(db, (tx) => restore(tx, aMomentBefore(context), { customerId, e164, key: 'restore' }));
  const dismissIn = ({ db }: Connection, { context }: Midnight) => task('dismissals').run(db, context);

  it('a restore either is paid and has the number, or is refused and is not charged', async () => {
    const town = await openTown('2022-04-09T09:00');
    const stopRenewing = ({ settler: { customerId }, e164, context }: Midnight) =>
      inTransaction(town.db, (tx) => stopRenewal(tx, context, { customerId, e164 }));
    const prepare = lastMoments(town, 20n * euro, stopRenewing);
    const check = (which: Midnight, met: Meeting) =>
      endsAs(town, which, met, [
        'active, 2 periods, credit 8',
        'ended, 1 periods, credit 20, numbers.dismissed',
      ]);
    await everyInterleaving(town, { prepare, first: restoreIn, second: dismissIn, check });
    await everyInterleaving(town, { prepare, first: dismissIn, second: restoreIn, check });
    await assertSound(town.db);
  });

  it('credit that arrived a moment before saves the number, whichever of two workers is the faster', async () => {
    const town = await openTown('2022-04-09T09:00');
    const prepare = lastMoments(town, 1n * euro);
    const arrive = ({ settler: { customerId }, context }: Midnight) =>
      inTransaction(town.db, (tx) =>
        promoteCustomer(tx, aMomentBefore(context), {
          customerId,
          amountMicros: 20n * euro,
          key: 'luck',
          reason: 'Luck',
        }),
      );
    const midnightIn = async ({ db }: Connection, { context }: Midnight): Promise<void> => {
      for (const name of ['events.dispatch', 'numbers.restores', 'numbers.dismissals'])
        await town.app.tasks.find((one) => one.name === name)!.run(db, context);
    };
    await everyInterleaving(town, {
      prepare,
      first: async (connection, which) => {
        await arrive(which);
        await midnightIn(connection, which);
      },
      second: midnightIn,
      check: (which, met) => endsAs(town, which, met, ['active, 2 periods, credit 9']),
    });
    await assertSound(town.db);
  });
});
