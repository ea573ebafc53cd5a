import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { houseAccount, openHold, postHold } from '#ledger';
import { addNumbers, buy, payAhead } from '#numbers';
import { inTransaction, isRefusal, type Tx } from '#platform';
import { chargeWallet } from '#wallet';
import { crowd, euro } from '../support/crowd.ts';
import { seededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { assertSame, assertSound, credits, standings } from '../support/soundness.ts';
import { local, openTown, plant, type Settler, type Town } from '../support/town.ts';
import { untilNothingIsDue } from '../support/until-done.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

/** Something that costs a customer money; returns what it cost beside rentals. */
type Deed = (tx: Tx, town: Town, settler: Settler, key: string, amountMicros: bigint) => Promise<bigint>;

const call = async (tx: Tx, town: Town, amountMicros: bigint) => ({
  code: 'call.charged',
  toAccountId: await houseAccount(tx, town.context, 'revenue_calls'),
  amountMicros,
});

const deeds: readonly Deed[] = [
  async (tx, town, { customerId }, key, amountMicros) => {
    const lines = [await call(tx, town, amountMicros)];
    await chargeWallet(tx, town.context, { walletId: customerId, key, details: {}, lines });
    return amountMicros;
  },
  async (tx, town, { customerId }, key, amountMicros) => {
    const expiresAt = town.clock.now().add({ hours: 1 });
    const order = { key, walletId: customerId, purpose: 'call', amountMicros: amountMicros * 2n, expiresAt };
    const hold = await openHold(tx, town.context, order);
    const transfers = [{ ...(await call(tx, town, amountMicros)), fromAccountId: customerId }];
    await postHold(tx, town.context, { holdId: hold.id, details: {}, transfers });
    return amountMicros;
  },
  async (tx, town, { customerId, e164s }, key) => {
    await payAhead(tx, town.context, { customerId, e164: e164s[0]!, periods: 1, key });
    return 0n;
  },
  async (tx, town, { customerId }, key) => {
    await buy(tx, town.context, { customerId, country: 'IT', city: 'rome', months: 1, key });
    return 0n;
  },
];

const refusals = new Set(['wallet.insufficient_credit', 'numbers.quarantined', 'numbers.dismissed']);

describe('charges while numbers are renewed', () => {
  /** Eight at once, on the customers whose numbers are being renewed. Returns what each customer has spent on calls. */
  const spendAll = async (
    town: Town,
    settlers: readonly Settler[],
    { below }: SeededRandom,
    name: string,
  ): Promise<ReadonlyMap<string, bigint>> => {
    const orders = Array.from({ length: 500 }, (_, index) => ({
      key: `${name} ${index}`,
      settler: settlers[below(settlers.length)]!,
      deed: deeds[[0, 0, 0, 1, 1, 2, 3][below(7)]!]!,
      amountMicros: BigInt(1 + below(400)) * 10_000n,
    }));
    const spent = new Map<string, bigint>();
    const lane = async (): Promise<void> => {
      for (let next = orders.pop(); next; next = orders.pop()) {
        const { key, settler, deed, amountMicros } = next;
        const { customerId } = settler;
        const micros = await inTransaction(town.db, (tx) => deed(tx, town, settler, key, amountMicros)).catch(
          (error: unknown) => {
            assert.ok(isRefusal(error) && refusals.has(error.code), String((error as Error).stack));
            return 0n;
          },
        );
        spent.set(customerId, (spent.get(customerId) ?? 0n) + micros);
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    return spent;
  };

  /** What a customer has paid for time since the beginning. */
  const rentOf = async (town: Town): Promise<ReadonlyMap<string, bigint>> => {
    const { rows } = await sql<{ customerId: string; amount: bigint }>`
      select r.customer_id, sum(p.amount)::bigint as amount from numbers.rental r
        join numbers.rental_period p on p.rental_id = r.id
        join ledger.journal j on j.id = p.journal_id and j.idempotency_key not like 'planted%'
       group by r.customer_id`.execute(town.db);
    return new Map(rows.map(({ customerId, amount }) => [customerId, amount]));
  };

  it('are all kept, none twice, and no wallet goes below zero', async (t) => {
    const random = seededRandom(8);
    const town = await openTown('2022-03-10T12:00');
    const settlers = await plant(
      town.db,
      town.context,
      crowd(random, { numbers: 2_000, months: 4, poorEach: 2 }),
    );
    const stock = Array.from({ length: 400 }, (_, index) => ({
      e164: `+3902${20_000_000 + index}`,
      country: 'IT',
      city: 'rome',
      kind: 'local' as const,
      features: ['voice' as const],
      setupMicros: 0n,
      monthlyMicros: 1n * euro,
      registration: false,
      supplier: 'sandbox',
    }));
    await inTransaction(town.db, (tx) => addNumbers(tx, town.context, stock));
    const worker = await startWorkerProcess({ url: town.url, now: String(town.clock.now()) });
    const left = new Map(settlers.map(({ customerId, creditMicros }) => [customerId, creditMicros]));
    for (const [index, date] of ['2022-04-10', '2022-05-10', '2022-06-10'].entries()) {
      town.clock.set(local(date));
      // With the wallets still free, locked, and charged.
      worker.workAt(town.clock.now(), [1, 9, 14][index]);
      await worker.reached();
      for (const [customerId, micros] of await spendAll(town, settlers, random, date))
        left.set(customerId, left.get(customerId)! - micros);
      await untilNothingIsDue(town);
      const rent = await rentOf(town);
      const expected = new Map([...left].map(([id, micros]) => [id, micros - (rent.get(id) ?? 0n)]));
      assertSame(await credits(town.db), expected, `wallets on ${date}`);
      await assertSound(town.db, date);
    }
    await worker.stop();
    assert.deepEqual(worker.failures, []);
    const states = Map.groupBy((await standings(town.db)).values(), (one) => one.split(' ')[0]);
    t.diagnostic([...states].map(([state, all]) => `${all.length} ${state}`).join(', '));
    assert.ok((states.get('active')?.length ?? 0) > 500 && (states.get('quarantined')?.length ?? 0) > 100);
  });
});
