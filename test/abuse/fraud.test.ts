import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFraud, confirmCase, dismissCase, openCaseOf, proposeCase } from '#fraud';
import { tasks as numberTasks } from '#numbers';
import { inTransaction, stoppedClock, type Connection } from '#platform';
import type { Context } from '#policy';
import { faultsOf } from '../support/books.ts';
import { everyInterleaving, type Meeting } from '../support/interleavings.ts';
import { assertSound } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { local, openTown, plant, type Town } from '../support/town.ts';

const euro = 1_000_000n;
const renewals = numberTasks.find(({ name }) => name === 'numbers.renewals')!;

interface Suspect {
  readonly customerId: string;
  readonly context: Context;
}

const staff = (context: Context, name: string): Context => ({ ...context, actor: `staff:${name}` });

const propose = ({ db }: Pick<Connection, 'db'>, { customerId, context }: Suspect, by = 'ann') =>
  inTransaction(db, (tx) => proposeCase(tx, staff(context, by), { customerId, evidence: 'a test' }));

const caseOf = async ({ db }: Pick<Connection, 'db'>, { customerId }: Suspect): Promise<string> =>
  (await inTransaction(db, (tx) => openCaseOf(tx, customerId)))!.id;

const codesOf = ({ first, second }: Meeting): string =>
  [first, second]
    .map((error) => (error as { code?: string } | null)?.code ?? error?.message ?? 'done')
    .join(', ');

/** "suspended 1, credit 20, …": what became of the number, the credit, and both of them. */
const endOf = async (town: Town, { customerId }: Suspect, met: Meeting): Promise<string> => {
  const { wallet, rentals, periods } = await storyOf(town.db, customerId);
  const [balance] = wallet![0]!.split(' ');
  return `${rentals![0]!.split(' ')[0]} ${periods!.length}, credit ${BigInt(balance!) / euro}, ${codesOf(met)}`;
};

const isJust = async (town: Town): Promise<void> => {
  await assertSound(town.db);
  assert.deepEqual(faultsOf(await inTransaction(town.db, checkFraud)), {});
};

describe('a case of fraud, at every statement,', { concurrency: 2 }, () => {
  it('that is proposed while a renewal runs comes before it or after it', async () => {
    const town = await openTown('2022-04-09T09:00');
    let day = Temporal.PlainDate.from('2022-04-10');
    const prepare = async (count: number): Promise<readonly Suspect[]> => {
      const days = Array.from({ length: count }, () => (day = day.add({ days: 1 })));
      const settlers = await plant(
        town.db,
        town.context,
        days.map((dueOn) => ({
          creditMicros: 20n * euro,
          numbers: [
            { anchor: String(dueOn.subtract({ years: 1 })), months: 12, monthsPaid: 12, monthlyMicros: euro },
          ],
        })),
      );
      return settlers.map(({ customerId }, index) => ({
        customerId,
        context: { ...town.context, clock: stoppedClock(local(`${days[index]}T00:00`)) },
      }));
    };
    const renew = ({ db }: Connection, { context }: Suspect) => renewals.run(db, context);
    const check = async (which: Suspect, met: Meeting) => {
      const end = await endOf(town, which, met);
      const allowed = ['suspended 1, credit 20, done, done', 'suspended 2, credit 8, done, done'];
      assert.ok(allowed.includes(end), `${end}: ${met.where}`);
    };
    await everyInterleaving(town, {
      prepare,
      first: renew,
      second: (connection, which) => propose(connection, which),
      check,
    });
    await everyInterleaving(town, {
      prepare,
      first: (connection, which) => propose(connection, which),
      second: renew,
      check,
    });
    await isJust(town);
  });

  it('that two members of staff decide at once is decided by one of them', async () => {
    const town = await openTown('2022-04-09T09:00');
    const suspects = async (count: number): Promise<readonly Suspect[]> => {
      const number = { anchor: '2022-04-01', months: 1, monthsPaid: 1, monthlyMicros: euro } as const;
      const settlers = await plant(
        town.db,
        town.context,
        Array.from({ length: count }, () => ({ creditMicros: 20n * euro, numbers: [number] })),
      );
      return settlers.map(({ customerId }) => ({ customerId, context: town.context }));
    };
    const proposed = async (count: number): Promise<readonly Suspect[]> => {
      const cases = await suspects(count);
      for (const which of cases) await propose(town, which);
      return cases;
    };
    const confirm = async (connection: Connection, which: Suspect): Promise<void> => {
      const caseId = await caseOf(town, which);
      await inTransaction(connection.db, (tx) => confirmCase(tx, staff(which.context, 'ben'), { caseId }));
    };
    const dismiss = async (connection: Connection, which: Suspect): Promise<void> => {
      const caseId = await caseOf(town, which);
      const order = { caseId, reason: 'a test' };
      await inTransaction(connection.db, (tx) => dismissCase(tx, staff(which.context, 'cleo'), order));
    };
    const ends = (allowed: readonly string[]) => async (which: Suspect, met: Meeting) => {
      const end = await endOf(town, which, met);
      assert.ok(allowed.includes(end), `${end}: ${met.where}`);
    };
    const wrong = 'fraud.wrong_state';
    await everyInterleaving(town, {
      prepare: proposed,
      first: confirm,
      second: dismiss,
      check: ends([`suspended 1, credit 0, done, ${wrong}`, `active 1, credit 20, ${wrong}, done`]),
    });
    await everyInterleaving(town, {
      prepare: proposed,
      first: confirm,
      second: confirm,
      check: ends([`suspended 1, credit 0, done, ${wrong}`, `suspended 1, credit 0, ${wrong}, done`]),
    });
    await everyInterleaving(town, {
      prepare: suspects,
      first: (connection, which) => propose(connection, which, 'ann'),
      second: (connection, which) => propose(connection, which, 'ben'),
      check: ends([
        'suspended 1, credit 20, done, fraud.case_open',
        'suspended 1, credit 20, fraud.case_open, done',
      ]),
    });
    await isJust(town);
  });
});
