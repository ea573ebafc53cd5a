import { describe, it } from 'node:test';
import { addNumbers, buy, payAhead, restore } from '#numbers';
import { inTransaction, type Database } from '#platform';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { assertSound } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { strikeEverywhere } from '../support/strikes.ts';
import {
  openTown,
  plant,
  zone,
  type PlantedCustomer,
  type PlantedNumber,
  type Settler,
  type Town,
} from '../support/town.ts';
import { work, workOn } from '../support/work.ts';

const euro = 1_000_000n;
const aNumber: PlantedNumber = { anchor: '2022-03-10', months: 1, monthsPaid: 1, monthlyMicros: 4n * euro };

const plantAlike = (town: Town, count: number, customer: PlantedCustomer): Promise<readonly Settler[]> =>
  plant(
    town.db,
    town.context,
    Array.from({ length: count }, () => customer),
  );

describe(
  'a customer whose order breaks off at any statement, and who orders again under the same key,',
  { concurrency: 3 },
  () => {
    /** Orders once on the connection that breaks, and again on one that does not. */
    const orderTwice = async (
      town: Town,
      prepare: (count: number) => Promise<readonly Settler[]>,
      order: (db: Database, settler: Settler) => Promise<unknown>,
    ): Promise<number> => {
      const strikes = await strikeEverywhere(town, {
        prepare,
        act: (connection, settler) => order(connection.db, settler),
        recover: async (settler) => {
          await order(town.db, settler);
          await workOn(town, town.context);
        },
        outcome: ({ customerId }) => storyOf(town.db, customerId),
      });
      await assertSound(town.db);
      return strikes;
    };

    it('has bought one number, and paid for one', async (t) => {
      const town = await openTown('2022-04-01T09:00');
      const prepare = async (count: number) => {
        const settlers = await plantAlike(town, count, { creditMicros: 20n * euro, numbers: [aNumber] });
        const offered = settlers.map(({ e164s }) => ({
          e164: e164s[0]!.replace('+3906', '+3902'),
          country: 'IT',
          city: 'rome',
          kind: 'local' as const,
          features: ['voice' as const],
          setupMicros: 2n * euro,
          monthlyMicros: 3n * euro,
          registration: false,
          supplier: 'sandbox',
        }));
        await inTransaction(town.db, (tx) => addNumbers(tx, town.context, offered));
        return settlers;
      };
      const order = (db: Database, { customerId }: Settler) =>
        inTransaction(db, (tx) =>
          buy(tx, town.context, { customerId, country: 'IT', city: 'rome', months: 1, key: 'one' }),
        );
      t.diagnostic(`${await orderTwice(town, prepare, order)} strikes`);
    });

    it('has paid ahead for one period', async (t) => {
      const town = await openTown('2022-04-01T09:00');
      const prepare = (count: number) =>
        plantAlike(town, count, { creditMicros: 20n * euro, numbers: [aNumber] });
      const order = (db: Database, { customerId, e164s }: Settler) =>
        inTransaction(db, (tx) =>
          payAhead(tx, town.context, { customerId, e164: e164s[0]!, periods: 1, key: 'one' }),
        );
      t.diagnostic(`${await orderTwice(town, prepare, order)} strikes`);
    });

    it('has restored the number once', async (t) => {
      const town = await openTown('2022-04-10T09:00');
      const prepare = async (count: number) => {
        const numbers = [{ ...aNumber, renewal: false }];
        const settlers = await plantAlike(town, count, { creditMicros: 20n * euro, numbers });
        await runDue(town.db, town.context, town.app.tasks);
        return settlers;
      };
      const order = (db: Database, { customerId, e164s }: Settler) =>
        inTransaction(db, (tx) => restore(tx, town.context, { customerId, e164: e164s[0]!, key: 'one' }));
      t.diagnostic(`${await orderTwice(town, prepare, order)} strikes`);
    });
  },
);

describe('a worker that dies, or loses its connection, at any statement', () => {
  it('of a run of renewals: what can be paid is paid once, the rest is cancelled once, and told once', async (t) => {
    const town = await openTown('2022-04-09T09:00');
    let day = Temporal.PlainDate.from('2022-04-10');
    // Each case has a midnight of its own, and pays by the year: a run finds nobody else.
    const prepare = async (count: number) => {
      const days = Array.from({ length: count }, () => (day = day.add({ days: 1 })));
      const settlers = await plant(town.db, town.context, days.map(threeNumbers));
      return settlers.map((settler, index) => ({
        ...settler,
        midnight: days[index]!.toZonedDateTime(zone).toInstant(),
      }));
    };
    const renew = async (db: Database): Promise<void> => {
      await town.app.tasks.find(({ name }) => name === 'numbers.renewals')!.run(db, town.context);
      await work({ db }, town.context);
    };
    const strikes = await strikeEverywhere(town, {
      prepare,
      act: async (connection, { midnight }) => {
        town.clock.set(midnight);
        await renew(connection.db);
      },
      recover: () => renew(town.db),
      outcome: ({ customerId }) => storyOf(town.db, customerId),
    });
    t.diagnostic(`${strikes} strikes`);
    await assertSound(town.db);
  });

  /** Credit for one of the first two, the third is not to be renewed. */
  const threeNumbers = (dueOn: Temporal.PlainDate): PlantedCustomer => {
    const number = {
      anchor: String(dueOn.subtract({ years: 1 })),
      months: 12,
      monthsPaid: 12,
      monthlyMicros: 1n * euro,
    } as const;
    return {
      creditMicros: 15n * euro,
      numbers: [
        { ...number, priority: 1 },
        { ...number, priority: 2 },
        { ...number, priority: 3, renewal: false },
      ],
    };
  };
});
