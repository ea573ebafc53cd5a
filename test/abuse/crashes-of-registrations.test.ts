import { describe, it } from 'node:test';
import { addNumbers, buy } from '#numbers';
import { topUp } from '#payments';
import { inTransaction, type Database } from '#platform';
import { requestRefund } from '#refunds';
import { assertSound } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { strikeEverywhere } from '../support/strikes.ts';
import { openTown, plant, type PlantedNumber, type Settler, type Town } from '../support/town.ts';
import { workOn } from '../support/work.ts';

const euro = 1_000_000n;
const aNumber: PlantedNumber = { anchor: '2022-03-10', months: 1, monthsPaid: 1, monthlyMicros: 4n * euro };
const registered = ({ e164s }: Settler): string => e164s[0]!.replace('+3906', '+3902');

/** Customers who have paid 20.00 by card and bought a number that needs documents. */
const waitingCustomers = async (town: Town, count: number): Promise<readonly Settler[]> => {
  const settlers = await plant(
    town.db,
    town.context,
    Array.from({ length: count }, () => ({ creditMicros: 0n, numbers: [aNumber] })),
  );
  await inTransaction(town.db, async (tx) => {
    const paid = { processor: 'card', amountMicros: 20n * euro, key: 'once' } as const;
    for (const { customerId } of settlers) await topUp(tx, town.context, { ...paid, customerId });
    await addNumbers(
      tx,
      town.context,
      settlers.map((settler) => ({
        e164: registered(settler),
        country: 'IT',
        city: 'rome',
        kind: 'local' as const,
        features: ['voice' as const],
        setupMicros: 5n * euro,
        monthlyMicros: 3n * euro,
        registration: true,
        supplier: 'sandbox',
      })),
    );
  });
  await workOn(town, town.context);
  await inTransaction(town.db, async (tx) => {
    for (const settler of settlers)
      await buy(tx, town.context, {
        customerId: settler.customerId,
        e164: registered(settler),
        months: 1,
        key: 'a number',
      });
  });
  await workOn(town, town.context);
  return settlers;
};

describe('a process that dies, or loses its connection, at any statement', () => {
  it('of giving up a registration: the number is released once, and its price paid back once', async (t) => {
    const town = await openTown('2022-04-01T09:00');
    const ask = (db: Database, settler: Settler) =>
      inTransaction(db, (tx) =>
        requestRefund(tx, town.context, {
          customerId: settler.customerId,
          subject: 'registration',
          e164: registered(settler),
          destination: 'payments',
          key: 'give up',
        }),
      );
    const strikes = await strikeEverywhere(town, {
      prepare: (count) => waitingCustomers(town, count),
      act: (connection, settler) => ask(connection.db, settler),
      recover: async (settler) => {
        await ask(town.db, settler);
        await workOn(town, town.context);
      },
      outcome: ({ customerId }) => storyOf(town.db, customerId),
    });
    t.diagnostic(`${strikes} strikes`);
    await assertSound(town.db);
  });
});
