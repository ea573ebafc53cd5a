import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction, Outage } from '#platform';
import {
  advance as wait,
  askToPay,
  creditOf,
  eventsOf,
  faultsOf,
  live,
  pay,
  payingWorld,
  settle,
  type PayingWorld,
} from '../../test/support/payments.ts';
import { claimPayments } from './store/payments.ts';

describe('a worker that dies', () => {
  const claim = ({ db, context }: PayingWorld) => {
    const now = context.clock.now();
    return inTransaction(db, (tx) =>
      claimPayments(tx, { now, leaseUntil: now.add({ minutes: 2 }), limit: 10 }),
    );
  };

  it('before it called the processor leaves the payment to the next one, after its claim ran out', async () => {
    const world = await payingWorld();
    await askToPay(world, '20.00', 'paypal');
    assert.equal((await claim(world)).length, 1);
    await settle(world);
    assert.deepEqual(await creditOf(world), []);
    wait(world, { minutes: 2 });
    await settle(world);
    assert.deepEqual(await creditOf(world), ['20.00 payment']);
  });

  it('after it called the processor does not make it pay twice', async () => {
    const world = await payingWorld();
    const { id, amountMicros, currency } = await askToPay(world, '20.00', 'paypal');
    await claim(world);
    const order = { key: id, amountMicros, currency, method: null, savesMethod: false, sandbox: null };
    await world.processors.paypal.createPayment(order);
    wait(world, { minutes: 2 });
    await settle(world);
    assert.deepEqual(await creditOf(world), ['20.00 payment']);
    const orders = await world.db
      .selectFrom('payments.sandboxObject')
      .select('reference')
      .where('kind', '=', 'payment')
      .execute();
    assert.equal(orders.length, 1);
    assert.deepEqual(await faultsOf(world), []);
  });

  it('while the outcome of its call is unknown, the processor is asked and nothing is ordered anew', async () => {
    const world = await payingWorld();
    const calls: string[] = [];
    const { paypal } = world.processors;
    const spied: typeof paypal = {
      ...paypal,
      createPayment: (order) => {
        calls.push('create');
        return paypal.createPayment(order);
      },
      fetchPayment: (lookup) => {
        calls.push('fetch');
        return paypal.fetchPayment(lookup);
      },
    };
    const seen: PayingWorld = { ...world, processors: { ...world.processors, paypal: spied } };
    await pay(seen, '20.00', 'paypal', { answer: 'lost' });
    wait(seen, { minutes: 1 });
    await settle(seen);
    assert.deepEqual(calls.slice(0, 2), ['create', 'fetch']);
    assert.equal(calls.filter((call) => call === 'create').length, 1);
    assert.deepEqual(await creditOf(seen), ['20.00 payment']);
  });

  it('and an outage that ends is made up for', async () => {
    const world = await payingWorld();
    await pay(world, '20.00', 'card', { answer: 'unreachable' });
    assert.deepEqual(await creditOf(world), []);
    await live(world, { minutes: 5 });
    assert.deepEqual(await creditOf(world), ['20.00 payment']);
  });

  it('an outage that lasts is told to staff, and does not hold up other payments', async () => {
    const world = await payingWorld();
    const down = {
      ...world.processors.card,
      createPayment: () => Promise.reject(new Outage('card', 'down', { retryable: true })),
      fetchPayment: () => Promise.resolve(null),
    };
    const broken: PayingWorld = { ...world, processors: { ...world.processors, card: down } };
    await askToPay(broken, '20.00', 'card');
    await askToPay(broken, '30.00', 'paypal');
    await assert.rejects(live(broken, { hours: 24 }), /card: down/);
    assert.deepEqual(await creditOf(broken), ['30.00 payment']);
    await live(world, { hours: 24 });
    assert.deepEqual(await creditOf(world), ['30.00 payment', '20.00 payment']);
  });

  it('an amount that is not the one asked for is told to staff and not credited', async () => {
    const world = await payingWorld();
    const short = {
      ...world.processors.bank,
      createPayment: async (order: Parameters<typeof world.processors.bank.createPayment>[0]) => ({
        ...(await world.processors.bank.createPayment(order)),
        amountMicros: 1n,
      }),
    };
    await assert.rejects(
      pay({ ...world, processors: { ...world.processors, bank: short } }, '20.00', 'bank'),
      /is not the one that was asked for/,
    );
    assert.deepEqual(await creditOf(world), []);
  });
});

describe('two workers at once', () => {
  it('credit each payment once', async () => {
    const world = await payingWorld();
    for (let index = 0; index < 10; index += 1)
      await askToPay(world, '1.00', index % 2 === 0 ? 'card' : 'paypal', { repeats: 1 });
    await Promise.all([settle(world), settle(world), settle(world)]);
    await settle(world);
    assert.equal((await creditOf(world)).length, 10);
    assert.equal((await eventsOf(world, 'payments.credited')).length, 10);
    assert.deepEqual(await faultsOf(world), []);
  });
});
