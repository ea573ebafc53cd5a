import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { resumeReleases } from '#compliance';
import { houseAccount, raiseDebt } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { isRefusal } from '#platform';
import type { Decision } from '#policy';
import { freezeCredit, thawCredit, unspentParts } from '#wallet';
import { faultsOf } from '../../test/support/books.ts';
import { openShop, type Shop, type ShopOptions } from '../../test/support/number-shop.ts';
import { deskOf, illegible } from '../../test/support/registrations.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { checkRefunds } from './checks.ts';
import { giveForfeitedPricesBack, registrationReleases } from './release-registrations.ts';
import { requestRefund } from './request-refund.ts';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const number = (index: number): string => `+39061234567${index}`;

const open = async (options: ShopOptions = {}) => {
  const shop = await openShop(
    Array.from({ length: 4 }, (_, index) => ({
      e164: number(index),
      monthly: '3.00',
      setup: '5.00',
      registration: true,
    })),
    { start: '2022-03-01T10:00', ...options },
  );
  const ada = await shop.customer('ada');
  return { shop, desk: deskOf(shop), ada };
};

const ask = (
  shop: Shop,
  e164: string,
  destination: 'payments' | 'credit',
  key = `${e164} ${destination}`,
): Promise<Decision> =>
  shop.inTx(
    async (tx) =>
      (
        await requestRefund(tx, shop.as('ada'), {
          customerId: shop.id('ada'),
          subject: 'registration',
          e164,
          destination,
          key,
        })
      ).decision,
  );

/** "registration 6.00, promotion 2.00": the credit, by where it came from. */
const creditOf = (shop: Shop): Promise<string> =>
  shop.inTx(async (tx) =>
    (await unspentParts(tx, shop.id('ada')))
      .map((part) => `${part.origin} ${toDecimal(part.amountMicros)}`)
      .join(', '),
  );

const isSound = async (shop: Shop): Promise<void> => {
  await shop.isSound();
  assert.deepEqual(await shop.inTx(async (tx) => faultsOf(await checkRefunds(tx))), {});
};

describe('a number whose documents do not come', () => {
  it('is released by two workers at once, and paid back once', async () => {
    const { shop, desk } = await open();
    await desk.pay('ada', '16.00', 'card');
    await shop.buy('ada', number(0));
    await shop.buy('ada', number(1));
    shop.sleepUntil('2022-04-20T03:00');
    const counts = await Promise.all([1, 2, 3].map(() => registrationReleases.run(shop.db, shop.context)));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      2,
    );
    assert.equal(await shop.status(number(0)), 'available');
    assert.equal(
      await creditOf(shop),
      'registration 5.00, registration 3.00, registration 5.00, registration 3.00',
    );
    await isSound(shop);
  });

  it('is not given up twice, and the same request gets the first decision', async () => {
    const { shop, desk } = await open();
    await desk.pay('ada', '20.00', 'bank');
    await shop.buy('ada', number(0));
    const first = await ask(shop, number(0), 'credit', 'once');
    assert.deepEqual(await ask(shop, number(0), 'credit', 'once'), first);
    const again = await ask(shop, number(0), 'credit', 'another');
    assert.deepEqual([again.outcome, again.lines[0]?.finding], ['refused', 'is_credit_already']);
    assert.equal(await shop.credit('ada'), '20.00');
    await isSound(shop);
  });

  it('pays a debt first, and is not paid out while there is one', async () => {
    const { shop, desk, ada } = await open();
    await desk.pay('ada', '8.00', 'bank');
    await shop.buy('ada', number(0));
    await shop.inTx(async (tx) =>
      raiseDebt(tx, shop.context, {
        walletId: ada,
        key: 'a dispute',
        code: 'dispute.owed',
        toAccountId: await houseAccount(tx, shop.context, 'processor_clearing', 'bank'),
        amountMicros: fromDecimal('6.00'),
        details: {},
      }),
    );
    await assert.rejects(ask(shop, number(0), 'payments'), refusedWith('wallet.in_debt'));
    await desk.at('2022-03-31T00:00');
    assert.equal(await creditOf(shop), 'registration 2.00');
    const { outcome, paidBackMicros } = await ask(shop, number(0), 'payments');
    assert.deepEqual([outcome, toDecimal(paidBackMicros)], ['granted', '2.00']);
    await isSound(shop);
  });

  it('needs a number to be named', async () => {
    const { shop } = await open();
    await assert.rejects(ask(shop, '', 'credit'), refusedWith('refunds.number_missing'));
    await assert.rejects(ask(shop, number(3), 'credit'), refusedWith('numbers.not_yours'));
  });
});

describe('while the credit is frozen', () => {
  const frozen = async () => {
    const opened = await open();
    const { shop, desk, ada } = opened;
    await desk.pay('ada', '8.00', 'bank');
    await shop.buy('ada', number(0));
    await shop.inTx((tx) => freezeCredit(tx, shop.context, ada));
    await desk.at('2022-03-31T00:00');
    assert.equal(await shop.status(number(0)), 'registering');
    assert.equal(await shop.credit('ada'), '0.00');
    return opened;
  };

  it('the deadline waits, and after the case everything is as before', async () => {
    const { shop, desk, ada } = await frozen();
    await shop.inTx(async (tx) => {
      await thawCredit(tx, shop.context, ada);
      await resumeReleases(tx, { customerId: ada, forfeited: false });
    });
    await desk.settle();
    assert.equal(await shop.status(number(0)), 'available');
    assert.equal(await shop.credit('ada'), '8.00');
    await isSound(shop);
  });

  it('of funds that are forfeited nothing is given back, until an appeal is upheld', async () => {
    const { shop, desk, ada } = await frozen();
    await shop.inTx((tx) => resumeReleases(tx, { customerId: ada, forfeited: true }));
    await desk.settle();
    assert.equal(await shop.status(number(0)), 'available');
    assert.equal(await shop.credit('ada'), '0.00');
    await shop.inTx(async (tx) => {
      await thawCredit(tx, shop.context, ada);
      assert.equal(await giveForfeitedPricesBack(tx, shop.context, ada), 1);
      assert.equal(await giveForfeitedPricesBack(tx, shop.context, ada), 0);
    });
    assert.equal(await shop.credit('ada'), '8.00');
    await isSound(shop);
  });

  it('no verdict is given', async () => {
    const { shop, desk, ada } = await open();
    await desk.pay('ada', '8.00', 'bank');
    await shop.buy('ada', number(0));
    await desk.handIn('ada', number(0));
    await shop.inTx((tx) => freezeCredit(tx, shop.context, ada));
    await assert.rejects(desk.review(number(0), {}), refusedWith('wallet.frozen'));
    await assert.rejects(
      desk.review(number(0), { verdict: 'rejected', final: true, reasons: illegible }),
      refusedWith('wallet.frozen'),
    );
  });
});

describe('what R2 gives back', () => {
  const payments = fc.array(
    fc.record({
      cents: fc.integer({ min: 1, max: 900 }),
      via: fc.constantFrom('paypal', 'card', 'bank', 'promotion'),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it('is exactly what was charged, payment by payment', async () => {
    await fc.assert(
      fc.asyncProperty(payments, async (given) => {
        const { shop, desk, ada } = await open();
        for (const { cents, via } of [...given, { cents: 900, via: 'bank' as const }]) {
          const amount = toDecimal(BigInt(cents) * 10_000n);
          if (via === 'promotion') await desk.give('ada', amount);
          else await desk.pay('ada', amount, via);
        }
        const before = await byPayment(shop, ada);
        await shop.buy('ada', number(0));
        await ask(shop, number(0), 'credit');
        assert.deepEqual(await byPayment(shop, ada), before);
        await isSound(shop);
        await shop.drop();
      }),
      { numRuns: 5 },
    );
  });

  it('is proved by the checks, which tell when it is not so', async () => {
    const { shop, desk } = await open();
    await desk.pay('ada', '8.00', 'bank');
    await shop.buy('ada', number(0));
    await desk.at('2022-03-31T00:00');
    const faults = await faultsAfter(
      shop.db,
      checkRefunds,
      `delete from refunds.registration_credit where line = 1`,
    );
    assert.match(faults['prices-come-back-as-decided'] ?? '', /decided 8000000 for .*, 5000000 came back to/);
  });
});

/** What is left of each payment, and of what was given. */
const byPayment = (shop: Shop, customerId: string): Promise<Readonly<Record<string, bigint>>> =>
  shop.inTx(async (tx) => {
    const sums: Record<string, bigint> = {};
    for (const { paymentId, origin, amountMicros } of await unspentParts(tx, customerId)) {
      const source = paymentId ?? origin;
      sums[source] = (sums[source] ?? 0n) + amountMicros;
    }
    return sums;
  });
