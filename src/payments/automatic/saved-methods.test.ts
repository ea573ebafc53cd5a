import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lockWallets } from '#ledger';
import { fromDecimal } from '#money';
import { inTransaction, newId } from '#platform';
import type { ProcessorName } from '#policy';
import {
  creditOf,
  eventsOf,
  live,
  payingWorld,
  settle,
  type PayingWorld,
} from '../../../test/support/payments.ts';
import { automaticInstructions } from '../adapters/sandbox/instructions.ts';
import { topUp } from '../top-up.ts';
import { followMethods } from './follow-methods.ts';
import { automaticPaymentById } from './read-automatic-payments.ts';
import { endAllPaying, forgetMethod, savedMethodsOf, type OwnMethod } from './saved-methods.ts';
import { startAutomaticPayment } from './start-automatic-payment.ts';
import { automaticTopUpOf, setAutomaticTopUp } from './top-up-below.ts';

const methodsOf = async ({ db, customerId }: PayingWorld): Promise<readonly OwnMethod[]> =>
  (await inTransaction(db, (tx) => savedMethodsOf(tx, { customerId }, { limit: 10 }))).items;

const forget = ({ db, context, customerId }: PayingWorld, methodId: string): Promise<OwnMethod> =>
  inTransaction(db, (tx) => forgetMethod(tx, context, { methodId, customerId }));

const startMonthly = async (
  world: PayingWorld,
  processor: ProcessorName,
  payer: object = {},
): Promise<string> => {
  const { db, context, customerId } = world;
  const order = {
    customerId,
    processor,
    amountMicros: fromDecimal('10.00'),
    key: newId(context.clock),
    sandbox: automaticInstructions.parse(payer),
  };
  const { id } = await inTransaction(db, (tx) => startAutomaticPayment(tx, context, order));
  await settle(world);
  return id;
};

const saveWithTopUp = async (world: PayingWorld): Promise<void> => {
  const { db, context, customerId } = world;
  const amounts = { amountMicros: fromDecimal('10.00'), saveMethod: true, key: newId(context.clock) };
  await inTransaction(db, (tx) => topUp(tx, context, { customerId, processor: 'card', ...amounts }));
  await settle(world);
};

describe('saved methods', () => {
  it('are shown to their owner with what uses them, and not standing orders', async () => {
    const world = await payingWorld();
    assert.deepEqual(await methodsOf(world), []);
    await startMonthly(world, 'bank');
    const monthly = await startMonthly(world, 'paypal');
    await saveWithTopUp(world);
    const shown = (await methodsOf(world)).map(({ processor, label, state, automaticPaymentIds }) => ({
      processor,
      label,
      state,
      automaticPaymentIds,
    }));
    assert.deepEqual(shown, [
      { processor: 'card', label: 'visa •••• 4242', state: 'live', automaticPaymentIds: [] },
      { processor: 'paypal', label: 'payer@example.com', state: 'live', automaticPaymentIds: [monthly] },
    ]);
  });

  it('that are forgotten pay nothing more, and their processor forgets them too', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const monthly = await startMonthly(world, 'card');
    const [method] = await methodsOf(world);
    const amounts = { belowMicros: fromDecimal('20.00'), amountMicros: fromDecimal('20.00') };
    await inTransaction(db, (tx) =>
      setAutomaticTopUp(tx, context, { customerId, ...amounts, mostAMonthMicros: fromDecimal('20.00') }),
    );
    const ended = await forget(world, method!.id);
    assert.deepEqual(
      [ended.state, ended.label, ended.automaticPaymentIds, ended.topsUp],
      ['ended', null, [], false],
    );
    assert.equal((await inTransaction(db, (tx) => automaticPaymentById(tx, monthly))).endedBy, 'customer');
    assert.equal((await inTransaction(db, (tx) => automaticTopUpOf(tx, customerId))).isOn, false);
    // Whoever switches it off is not told that it does not work any more.
    assert.equal((await eventsOf(world, 'payments.automatic_top_up_stopped')).length, 0);
    await settle(world);
    assert.equal((await world.processors.card.fetchMethod(await referenceOf(world)))?.state, 'ended');
    await live(world, { hours: 40 * 24 });
    assert.deepEqual(await creditOf(world), ['10.00 payment']);
    assert.equal((await forget(world, method!.id)).endedAt?.toString(), ended.endedAt?.toString());
  });

  it('that are forgotten while their processor is asked about them are still forgotten there', async () => {
    const world = await payingWorld();
    const { db, context, processors } = world;
    await saveWithTopUp(world);
    const [method] = await methodsOf(world);
    await world.pool.query('update payments.saved_method set told_at = null, next_check_at = created_at');
    const fetchMethod: typeof processors.card.fetchMethod = async (lookup) => {
      const seen = await processors.card.fetchMethod(lookup);
      await forget(world, method!.id);
      return seen;
    };
    await followMethods(db, context, { card: { ...processors.card, fetchMethod } });
    await settle(world);
    assert.equal((await processors.card.fetchMethod(await referenceOf(world)))?.state, 'ended');
    assert.deepEqual(
      (await methodsOf(world)).map(({ state, label }) => [state, label]),
      [['ended', null]],
    );
  });

  it('that are not found at once are asked about again, and live', async () => {
    const world = await payingWorld();
    const { db, context, processors } = world;
    await saveWithTopUp(world);
    await world.pool.query('update payments.saved_method set next_check_at = created_at');
    const fetchMethod = () => Promise.resolve(null);
    await followMethods(db, context, { card: { ...processors.card, fetchMethod } });
    assert.equal((await methodsOf(world))[0]!.state, 'live');
    await live(world, { minutes: 15 });
    assert.equal((await methodsOf(world))[0]!.state, 'live');
    await world.pool.query('update payments.saved_method set next_check_at = created_at');
    await followMethods(db, context, { card: { ...processors.card, fetchMethod } });
    assert.equal((await methodsOf(world))[0]!.state, 'ended');
  });

  it('end with all other paying when the account is closed', async () => {
    const world = await payingWorld();
    const { db, context, customerId } = world;
    const monthly = [await startMonthly(world, 'card'), await startMonthly(world, 'bank')];
    await saveWithTopUp(world);
    // Its first payment is on its way: there is no method yet.
    monthly.push(await startMonthly(world, 'paypal', { after: 'P1D' }));
    await inTransaction(db, async (tx) => {
      await lockWallets(tx, [customerId]);
      await endAllPaying(tx, context, customerId);
    });
    await live(world, { hours: 70 * 24 });
    for (const id of monthly)
      assert.equal((await inTransaction(db, (tx) => automaticPaymentById(tx, id))).endedBy, 'customer');
    // What was on its way arrived, and its method was not kept.
    const ended = (await methodsOf(world)).map(({ processor, state, label }) => [processor, state, label]);
    assert.deepEqual(ended, [
      ['paypal', 'ended', null],
      ['card', 'ended', null],
      ['card', 'ended', null],
    ]);
    assert.equal((await creditOf(world)).length, 4);
  });

  it('of others, and standing orders, cannot be forgotten', async () => {
    const world = await payingWorld();
    await saveWithTopUp(world);
    await startMonthly(world, 'bank');
    const [method] = await methodsOf(world);
    const { db, context } = world;
    const stranger = { methodId: method!.id, customerId: newId(context.clock) };
    const unknown = { code: 'payments.method_unknown' };
    await assert.rejects(
      inTransaction(db, (tx) => forgetMethod(tx, context, stranger)),
      unknown,
    );
    const { rows } = await world.pool.query<{ id: string }>(
      "select id from payments.saved_method where processor = 'bank'",
    );
    await assert.rejects(forget(world, rows[0]!.id), unknown);
    assert.equal((await methodsOf(world))[0]!.state, 'live');
  });
});

const referenceOf = async ({ pool }: PayingWorld): Promise<{ readonly reference: string }> => {
  const { rows } = await pool.query<{ reference: string }>('select reference from payments.saved_method');
  return rows[0]!;
};
