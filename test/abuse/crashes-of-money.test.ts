import { describe, it } from 'node:test';
import { sandboxInstructions, topUp } from '#payments';
import { inTransaction, type Database } from '#platform';
import { requestRefund } from '#refunds';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { assertSound } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { strikeEverywhere } from '../support/strikes.ts';
import { openTown, plant, type PlantedNumber, type Settler, type Town } from '../support/town.ts';
import { work, workOn } from '../support/work.ts';

const euro = 1_000_000n;
const aNumber: PlantedNumber = { anchor: '2022-03-10', months: 1, monthsPaid: 1, monthlyMicros: 4n * euro };

/** The leases of the dead have run out, and another worker comes by. */
const comeBackLater = async (town: Town): Promise<void> => {
  town.clock.set(town.clock.now().add({ minutes: 3 }));
  await workOn(town, town.context);
};

const plantAlike = (town: Town, count: number, creditMicros: bigint): Promise<readonly Settler[]> =>
  plant(
    town.db,
    town.context,
    Array.from({ length: count }, () => ({ creditMicros, numbers: [aNumber] })),
  );

describe('a process that dies, or loses its connection, at any statement', { concurrency: 3 }, () => {
  it('of a top-up that restores a number: the money and the number come once, one mail tells of it', async (t) => {
    const town = await openTown('2022-04-10T09:00');
    const ask = (db: Database, { customerId }: Settler) =>
      inTransaction(db, (tx) =>
        topUp(tx, town.context, { customerId, processor: 'paypal', amountMicros: 10n * euro, key: 'once' }),
      );
    const strikes = await strikeEverywhere(town, {
      prepare: async (count) => {
        const settlers = await plantAlike(town, count, 1n * euro);
        await runDue(town.db, town.context, town.app.tasks);
        return settlers;
      },
      act: async (connection, settler) => {
        await ask(connection.db, settler);
        await work(connection, town.context);
      },
      recover: async (settler) => {
        await ask(town.db, settler);
        await comeBackLater(town);
      },
      outcome: ({ customerId }) => storyOf(town.db, customerId),
    });
    t.diagnostic(`${strikes} strikes`);
    await assertSound(town.db);
  });

  /** A customer who leaves with all that is left of a payment. */
  const leave = async (refund: 'succeeds' | 'fails'): Promise<number> => {
    const town = await openTown('2022-04-01T09:00');
    const sandbox = sandboxInstructions.parse({ refund, refundAfter: 'PT0S' });
    const order = { sandbox, processor: 'paypal', amountMicros: 50n * euro, key: 'once' } as const;
    const ask = (db: Database, { customerId }: Settler) =>
      inTransaction(db, (tx) =>
        requestRefund(tx, town.context, {
          customerId,
          subject: 'credit',
          destination: 'payments',
          key: 'leave',
        }),
      );
    const strikes = await strikeEverywhere(town, {
      prepare: async (count) => {
        const settlers = await plantAlike(town, count, 0n);
        await inTransaction(town.db, async (tx) => {
          for (const { customerId } of settlers) await topUp(tx, town.context, { ...order, customerId });
        });
        await workOn(town, town.context);
        return settlers;
      },
      act: async (connection, settler) => {
        await ask(connection.db, settler);
        await work(connection, town.context);
      },
      recover: async (settler) => {
        await ask(town.db, settler);
        await comeBackLater(town);
      },
      outcome: ({ customerId }) => storyOf(town.db, customerId),
    });
    await assertSound(town.db);
    return strikes;
  };

  it('of a refund: what was decided is paid out once, to the cent', async (t) => {
    t.diagnostic(`${await leave('succeeds')} strikes`);
  });

  it('of a refund that the processor cannot carry out: the credit comes back once', async (t) => {
    t.diagnostic(`${await leave('fails')} strikes`);
  });
});
