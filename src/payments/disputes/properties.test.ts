import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { microsPerCent, toDecimal } from '#money';
import { inTransaction, isRefusal } from '#platform';
import { unspentParts, type LotShare } from '#wallet';
import { dispute, standingOf } from '../../../test/support/disputes.ts';
import {
  faultsOf,
  live,
  pay,
  payBack,
  payingWorld,
  paymentNow,
  settle,
  spend,
  type PayingWorld,
} from '../../../test/support/payments.ts';
import { lossOf } from './rules.ts';

const cents = fc.integer({ min: 1, max: 2_000 });
const which = fc.nat({ max: 2 });
const deed = fc.oneof(
  fc.record({ do: fc.constant('spend' as const), cents }),
  fc.record({ do: fc.constant('payBack' as const), cents, which }),
  fc.record({ do: fc.constant('pay' as const), cents }),
  fc.record({ do: fc.constantFrom('open' as const, 'win' as const, 'lose' as const), which }),
);

const partsOf = ({ db, customerId }: PayingWorld): Promise<readonly LotShare[]> =>
  inTransaction(db, async (tx) =>
    (await unspentParts(tx, customerId)).map(({ turn, part, amountMicros }) => ({
      turn,
      part,
      amountMicros,
    })),
  );

const onlyRefusals = (error: unknown): void => {
  if (!isRefusal(error)) throw error;
};
/** The helper that pays back is told amounts and payments at random: it fails where there is nothing to take. */
const anything = (): void => undefined;

const decimal = (amountCents: number): string => toDecimal(BigInt(amountCents) * microsPerCent);

describe('whatever happens to payments', () => {
  it('a dispute takes no more than its payment brought, and one that is won leaves the credit as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (deeds) => {
        const world = await payingWorld();
        const payments = [];
        for (const processor of ['paypal', 'card', 'bank'] as const)
          payments.push(await pay(world, '20.00', processor));
        for (const one of deeds) {
          // What is asked for too much, or of what is disputed already, is refused: that is not what is looked at here.
          const attempt =
            one.do === 'spend'
              ? spend(world, decimal(one.cents))
              : one.do === 'pay'
                ? pay(world, decimal(one.cents), 'bank')
                : one.do === 'payBack'
                  ? payBack(world, payments[one.which]!, { amount: decimal(one.cents) })
                  : dispute(world, payments[one.which]!, one.do);
          await attempt.catch(one.do === 'payBack' ? anything : onlyRefusals);
          await settle(world);
          assert.deepEqual(await faultsOf(world), []);
        }
        for (const { id } of payments) {
          const { amountMicros, paidBackMicros, feeRetainedMicros, lostMicros } = await paymentNow(world, id);
          assert.ok(paidBackMicros + feeRetainedMicros + lostMicros <= amountMicros);
        }
        const last = payments[2]!;
        await dispute(world, last, 'open').catch(onlyRefusals);
        await dispute(world, last, 'win').catch(onlyRefusals);
        const [before, standing] = [await partsOf(world), await standingOf(world)];
        await dispute(world, last, 'open').catch(onlyRefusals);
        await dispute(world, last, 'win').catch(onlyRefusals);
        assert.deepEqual(await partsOf(world), before);
        assert.equal(await standingOf(world), standing);
        await live(world, { hours: 24 });
        assert.deepEqual(await faultsOf(world), []);
      }),
      { numRuns: 6 },
    );
  });

  it('what a dispute loses is within what it asks and what the payment has left', () => {
    const micros = fc.bigInt({ min: 0n, max: 100_000_000n });
    const facts = fc.record({ amountMicros: micros, paidBackMicros: micros, feeRetainedMicros: micros });
    fc.assert(
      fc.property(facts, micros, micros, (payment, lostBefore, asked) => {
        const loss = lossOf(
          { ...payment, lostMicros: lostBefore },
          { amountMicros: asked, takenMicros: 0n, owedMicros: 0n },
        );
        const room = payment.amountMicros - payment.paidBackMicros - payment.feeRetainedMicros - lostBefore;
        assert.ok(loss >= 0n && loss <= asked && (loss === 0n || loss <= room));
      }),
    );
  });
});
