import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { paymentTasks, receiveEvent, sandboxInstructions, sandboxProcessors, topUp } from '#payments';
import { inTransaction, type Connection } from '#platform';
import type { ProcessorName } from '#policy';
import { requestRefund } from '#refunds';
import { everyInterleaving } from '../support/interleavings.ts';
import { seededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { assertSound, credits } from '../support/soundness.ts';
import { storyOf } from '../support/story-of.ts';
import { openTown, plant, type Settler, type Town } from '../support/town.ts';
import { untilNothingIsDue } from '../support/until-done.ts';
import { work } from '../support/work.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';

const euro = 1_000_000n;
const processors: readonly ProcessorName[] = ['card', 'paypal', 'bank'];

/** Customers without credit, and one number each that is paid for long. */
const settlersOf = (town: Town, count: number): Promise<readonly Settler[]> =>
  plant(
    town.db,
    town.context,
    Array.from({ length: count }, () => ({
      creditMicros: 0n,
      numbers: [{ anchor: '2022-04-01', months: 12, monthsPaid: 12, monthlyMicros: euro } as const],
    })),
  );

const pass = (town: Town, minutes: number): void => town.clock.set(town.clock.now().add({ minutes }));

/** One of the tasks of payments: what happens at the sandbox, and word of it on its way; or what we make of it. */
const run = async (town: Town, { db }: Pick<Connection, 'db'>, name: string): Promise<number> => {
  const tasks = paymentTasks(sandboxProcessors(db, town.clock));
  return tasks.find((task) => task.name.endsWith(name))!.run(db, town.context);
};

interface Webhook {
  readonly processor: ProcessorName;
  readonly eventId: string;
  readonly body: unknown;
}

const shuffled = <T>(list: readonly T[], { below }: SeededRandom): readonly T[] => {
  const left = [...list];
  return list.map(() => left.splice(below(left.length), 1)[0]!);
};

/** Everything that was ever sent to us comes again, each three times, in any order, through several doors at once. */
const sendAgain = async (town: Town, random: SeededRandom): Promise<void> => {
  const { rows } = await sql<Webhook>`select processor, event_id, body from payments.inbox`.execute(town.db);
  const known = sandboxProcessors(town.db, town.clock);
  const again = [...shuffled([...rows, ...rows, ...rows], random)];
  const door = async (): Promise<void> => {
    for (let next = again.pop(); next; next = again.pop()) {
      const { processor, eventId, body } = next;
      const genuine = { ...known[processor], verifyEvent: () => Promise.resolve({ id: eventId, body }) };
      assert.equal(await receiveEvent(town.db, town.context, genuine, { headers: {}, body: '' }), false);
    }
  };
  await Promise.all([door(), door(), door(), door()]);
};

/** The events that wait are handled in another order than that in which they were sent. */
const reorder = async (town: Town, { below }: SeededRandom): Promise<void> => {
  await sql`
    update payments.inbox set received_at = received_at - make_interval(secs => abs(hashtext(event_id || ${below(1_000)}::text)) % 1000)
     where handled_at is null`.execute(town.db);
};

describe('webhooks', () => {
  it('that repeat and overtake each other, in the hands of two workers, bring money in once and out once', async () => {
    const random = seededRandom(77);
    const town = await openTown('2022-04-10T09:00');
    const settlers = await settlersOf(town, 12);
    const orders = { url: town.url, now: String(town.clock.now()) };
    const workers = await Promise.all([startWorkerProcess(orders), startWorkerProcess(orders)]);
    const letThemWork = async (all: readonly WorkerProcess[]): Promise<void> => {
      for (const worker of all) worker.workAt(town.clock.now());
      await Promise.all([untilNothingIsDue(town), sendAgain(town, random)]);
      await untilNothingIsDue(town);
    };
    const sandbox = sandboxInstructions.parse({
      after: 'PT1H',
      feeAfter: 'PT1H',
      repeats: 2,
      refund: 'pending',
      refundAfter: 'PT1H',
    });
    await inTransaction(town.db, async (tx) => {
      for (const { customerId } of settlers)
        for (const processor of processors)
          await topUp(tx, town.context, {
            customerId,
            sandbox,
            processor,
            amountMicros: 10n * euro,
            key: processor,
          });
    });
    await work(town, town.context);
    // PayPal tells no fee: it is asked for it after a while.
    for (const minutes of [60, 5, 60, 5, 1_440]) {
      pass(town, minutes);
      await run(town, town, 'sandbox');
      await reorder(town, random);
      await letThemWork(workers);
    }
    assert.deepEqual(new Set((await credits(town.db)).values()), new Set([30n * euro]));
    await assertSound(town.db, 'when all have paid');

    await inTransaction(town.db, async (tx) => {
      for (const { customerId } of settlers)
        await requestRefund(tx, town.context, {
          customerId,
          subject: 'credit',
          destination: 'payments',
          key: 'leave',
        });
    });
    for (const minutes of [0, 60, 5, 5]) {
      pass(town, minutes);
      await letThemWork(workers);
    }
    assert.deepEqual(new Set((await credits(town.db)).values()), new Set([0n]));
    await Promise.all(workers.map((worker) => worker.stop()));
    assert.deepEqual(
      workers.map(({ failures }) => failures),
      [[], []],
    );
    const stories = await Promise.all(settlers.map(({ customerId }) => storyOf(town.db, customerId)));
    const paidBack = ['10000000 0 0 succeeded', '9310000 690000 0 succeeded', '9600000 400000 0 succeeded'];
    for (const { payouts } of stories) assert.deepEqual(payouts!.toSorted(), paidBack);
    await assertSound(town.db, 'when all have left');
  });

  it('that come while the processor is being asked, at every statement, credit a payment once', async () => {
    const town = await openTown('2022-04-10T09:00');
    await everyInterleaving(town, {
      prepare: (count) => settlersOf(town, count),
      first: async (connection, { customerId }) => {
        const sandbox = sandboxInstructions.parse({ after: 'PT10M' });
        const order = {
          customerId,
          sandbox,
          processor: 'card',
          amountMicros: 10n * euro,
          key: 'once',
        } as const;
        await inTransaction(town.db, (tx) => topUp(tx, town.context, order));
        await work(town, town.context);
        pass(town, 10);
        await run(town, town, 'sandbox');
        await run(town, connection, 'arrivals');
      },
      second: async (connection) => {
        await run(town, connection, 'inbox');
        await run(town, connection, 'arrivals');
      },
      check: async ({ customerId }, { first, second, where }) => {
        await work(town, town.context);
        const { wallet, payments } = await storyOf(town.db, customerId);
        assert.deepEqual([first, second], [null, null], where);
        assert.deepEqual(
          [wallet![0]!.split(' ')[0], payments],
          ['10000000', ['card 10000000 succeeded 400000 0 0']],
          where,
        );
      },
    });
    await assertSound(town.db);
  });
});
