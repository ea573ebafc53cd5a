import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { openHold } from '#ledger';
import { fromDecimal } from '#money';
import { stopRenewal } from '#numbers';
import { promoteCustomer } from '#payments';
import { isRefusal, newId } from '#platform';
import { requestRefund } from '#refunds';
import { openCourt, type Court } from '../../test/support/fraud.ts';

const runs = 12;

const deed = fc.oneof(
  fc.record({ does: fc.constant('pay' as const), cents: fc.integer({ min: 500, max: 3000 }) }),
  fc.record({ does: fc.constant('promote' as const), cents: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ does: fc.constant('buy' as const), months: fc.constantFrom(1 as const, 3 as const) }),
  fc.record({ does: fc.constant('stop' as const) }),
  fc.record({ does: fc.constant('hold' as const), cents: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ does: fc.constant('refund' as const), cents: fc.integer({ min: 100, max: 900 }) }),
  fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 40 }) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

const micros = (cents: number): bigint => BigInt(cents) * 10_000n;

/** What customers do; what they cannot do at the moment they leave. */
const perform = async (court: Court, name: string, one: Deed, stock: string[]): Promise<void> => {
  const { inTx, context } = court;
  const customerId = court.id(name);
  const key = newId(context.clock);
  switch (one.does) {
    case 'pay':
      await court.pay(name, (one.cents / 100).toFixed(2), 'bank');
      return;
    case 'promote':
      await inTx((tx) =>
        promoteCustomer(tx, context, { customerId, amountMicros: micros(one.cents), key, reason: 'a test' }),
      );
      return;
    case 'buy':
      await court.buy(name, stock[0]!, one.months);
      stock.shift();
      return;
    case 'stop': {
      const [held] = await court.numbersOf(name);
      if (held !== undefined) await inTx((tx) => stopRenewal(tx, court.as(name), { customerId, e164: held }));
      return;
    }
    case 'hold': {
      const expiresAt = context.clock.now().add({ hours: 24 * 365 });
      await inTx((tx) =>
        openHold(tx, context, {
          key,
          walletId: customerId,
          purpose: 'call',
          amountMicros: micros(one.cents),
          expiresAt,
        }),
      );
      return;
    }
    case 'refund':
      await inTx((tx) =>
        requestRefund(tx, court.as(name), {
          customerId,
          subject: 'credit',
          destination: 'payments',
          amountMicros: micros(one.cents),
          key,
        }),
      );
      return;
    case 'wait':
      await court.later({ hours: one.days * 24 });
  }
};

describe('whatever a customer has done before,', () => {
  let court: Court;
  let people = 0;
  const stock = Array.from({ length: 99 }, (_, index) => `+3906123450${String(index).padStart(2, '0')}`);
  before(async () => {
    court = await openCourt(
      stock.map((e164, index) => ({ e164, monthly: index % 3 === 0 ? '2.50' : '4.00' })),
    );
  });
  after(() => court.isJust());

  const lived = async (deeds: readonly Deed[]): Promise<string> => {
    people += 1;
    const name = `person-${people}`;
    await court.customer(name);
    await court.pay(name, '20.00', 'bank');
    for (const one of deeds) {
      try {
        await perform(court, name, one, stock);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
    return name;
  };

  const history = fc.array(deed, { minLength: 2, maxLength: 8 });

  it('to freeze and to dismiss changes nothing', () =>
    fc.assert(
      fc.asyncProperty(history, async (deeds) => {
        const name = await lived(deeds);
        const had = await court.belongings(name);
        await court.propose(name);
        await court.dismiss(name);
        assert.deepEqual(await court.belongings(name), had);
      }),
      { numRuns: runs },
    ));

  it('to confirm and to uphold changes nothing', () =>
    fc.assert(
      fc.asyncProperty(history, fc.boolean(), async (deeds, topsUpMeanwhile) => {
        const name = await lived(deeds);
        const had = await court.belongings(name);
        await court.propose(name);
        await court.confirm(name);
        assert.deepEqual(await court.free(name), fromDecimal('0.00'), 'all that is not held is forfeited');
        await court.appeal(name);
        await court.uphold(name);
        assert.deepEqual(await court.belongings(name), had);
        // And so a second time.
        if (!topsUpMeanwhile) return;
        await court.pay(name, '5.00', 'bank');
        const hadThen = await court.belongings(name);
        await court.propose(name);
        await court.confirm(name);
        await court.appeal(name);
        await court.uphold(name);
        assert.deepEqual(await court.belongings(name), hadThen);
      }),
      { numRuns: runs },
    ));
});
