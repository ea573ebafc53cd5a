import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { isRefusal, newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { fromDecimal } from '#money';
import { openShop, tenOfRome, type Shop } from '../../../test/support/number-shop.ts';
import { announcePrice } from './announce-price.ts';
import { historyOf, newestPeriodOf, numberStatus, rentalOf, rentalsOf } from './find-rentals.ts';
import { payAhead } from './pay-ahead.ts';
import { changePeriod, prioritise, resumeRenewal, stopRenewal } from './renewal-wishes.ts';
import { restore } from './restore.ts';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const [one, two, three, registering, unsold] = ['0', '1', '2', '3', '9'].map(
  (last) => `+39061234567${last}`,
) as [string, string, string, string, string];
const stock = tenOfRome().map((number) => ({ ...number, registration: number.e164 === registering }));

interface Lost {
  readonly customerId: string;
  readonly e164: string;
  readonly key: string;
}

describe('whoever holds a number:', () => {
  let shop: Shop;
  let held: (name: string, e164: string) => { readonly customerId: string; readonly e164: string };
  before(async () => {
    shop = await openShop(stock);
    held = (name, e164) => ({ customerId: shop.id(name), e164 });
    await shop.customer('ada', '60.00');
    await shop.customer('bruno', '20.00');
    await shop.buy('ada', one);
    await shop.buy('ada', two);
    await shop.buy('ada', registering);
    await shop.buy('bruno', three);
  });

  const pay = (name: string, e164: string, periods: number, key = newId(shop.context.clock)) =>
    shop.inTx((tx) => payAhead(tx, shop.as(name), { ...held(name, e164), periods, key }));

  it('pays ahead, and the renewal day does not move', async () => {
    const paid = await pay('ada', one, 2, 'ahead');
    assert.equal(paid.amountMicros, 8_000_000n);
    assert.equal(await shop.status(one), 'active until 2022-06-10');
    assert.deepEqual(await pay('ada', one, 2, 'ahead'), { ...paid, repeated: true });
    await assert.rejects(pay('ada', one, 3, 'ahead'), refusedWith('ledger.key_reused'));
    assert.equal(await shop.status(one), 'active until 2022-06-10');
  });

  it('chooses another period from the next renewal on', async () => {
    await shop.inTx((tx) => changePeriod(tx, shop.as('bruno'), { ...held('bruno', three), months: 3 }));
    const rental = await shop.inTx((tx) => rentalOf(tx, held('bruno', three)));
    assert.equal(rental.nextPeriodMicros, 12_000_000n);
    await shop.at('2022-04-10T00:00');
    assert.equal(await shop.status(three), 'active until 2022-07-10');
    assert.equal(await shop.credit('bruno'), '4.00');
  });

  it('sees a page of their own numbers at a time', async () => {
    const first = await shop.inTx((tx) => rentalsOf(tx, { customerId: shop.id('ada'), limit: 2 }));
    assert.deepEqual(
      first.items.map(({ e164 }) => e164),
      [one, two],
    );
    const second = await shop.inTx((tx) =>
      rentalsOf(tx, { customerId: shop.id('ada'), limit: 2, cursor: first.nextCursor! }),
    );
    assert.deepEqual(
      second.items.map(({ e164, state }) => `${e164} ${state}`),
      [`${registering} registering`],
    );
    assert.equal(second.nextCursor, null);
    const active = await shop.inTx((tx) =>
      rentalsOf(tx, { customerId: shop.id('ada'), limit: 9, states: ['active'] }),
    );
    assert.equal(active.items.length, 2);
  });

  it('knows the newest period that was paid, once it has started', async () => {
    const period = await shop.inTx((tx) => newestPeriodOf(tx, held('ada', one)));
    assert.deepEqual(
      [String(period?.from), String(period?.until), period?.amountMicros, period?.reason],
      ['2022-05-10', '2022-06-10', 4_000_000n, 'paid_ahead'],
    );
    assert.equal(await shop.inTx((tx) => newestPeriodOf(tx, held('ada', registering))), null);
  });

  it('reads what happened to a number, newest first, and only what concerns them', async () => {
    const read = async (cursor?: string): Promise<readonly string[]> => {
      const page = await shop.inTx((tx) => historyOf(tx, { ...held('bruno', three), limit: 2, cursor }));
      const lines = page.items.map(
        ({ kind, journalId }) => `${kind}${journalId === null ? '' : ' (journal)'}`,
      );
      return page.nextCursor === null ? lines : [...lines, '–', ...(await read(page.nextCursor))];
    };
    assert.deepEqual(await read(), ['renewed (journal)', 'period_changed', '–', 'bought (journal)']);
    await assert.rejects(
      shop.inTx((tx) => historyOf(tx, { ...held('ada', three), limit: 9 })),
      refusedWith('numbers.not_yours'),
    );
    const all = await shop.inTx((tx) => historyOf(tx, { e164: three, limit: 9 }));
    assert.deepEqual(
      all.items.map(({ kind }) => kind),
      ['renewed', 'period_changed', 'bought', 'added'],
    );
    assert.deepEqual(all.items[0]!.details, { from: '2022-04-10', until: '2022-07-10', amount: '12.00' });
    assert.equal(all.items[2]!.actor, `customer:${shop.id('bruno')}`);
  });

  describe('is refused,', () => {
    // Every use case that changes a number, as bruno would try it.
    const attempts: Readonly<Record<string, (name: string, e164: string) => Promise<unknown>>> = {
      restore: (name, e164) =>
        shop.inTx((tx) =>
          restore(tx, shop.as(name), { ...held(name, e164), key: newId(shop.context.clock) }),
        ),
      payAhead: (name, e164) => pay(name, e164, 1),
      stopRenewal: (name, e164) => shop.inTx((tx) => stopRenewal(tx, shop.as(name), held(name, e164))),
      resumeRenewal: (name, e164) => shop.inTx((tx) => resumeRenewal(tx, shop.as(name), held(name, e164))),
      changePeriod: (name, e164) =>
        shop.inTx((tx) => changePeriod(tx, shop.as(name), { ...held(name, e164), months: 12 })),
      prioritise: (name, e164) =>
        shop.inTx((tx) => prioritise(tx, shop.as(name), { customerId: shop.id(name), e164s: [e164] })),
      rentalOf: (name, e164) => shop.inTx((tx) => rentalOf(tx, held(name, e164))),
      newestPeriodOf: (name, e164) => shop.inTx((tx) => newestPeriodOf(tx, held(name, e164))),
    };

    for (const what of Object.keys(attempts)) {
      it(`${what} of another customer’s number, of one that nobody holds, and of one that does not exist`, async () => {
        for (const e164 of [one, unsold, '+390699999999'])
          await assert.rejects(attempts[what]!('bruno', e164), refusedWith('numbers.not_yours'));
      });
    }

    it('to restore or to pay ahead what waits for its registration', async () => {
      for (const what of ['restore', 'payAhead'])
        await assert.rejects(attempts[what]!('ada', registering), refusedWith('numbers.registering'));
    });

    it('to restore what is active', () =>
      assert.rejects(attempts['restore']!('ada', one), refusedWith('numbers.not_quarantined')));

    it('to pay ahead without the credit', async () => {
      await assert.rejects(pay('bruno', three, 1), refusedWith('wallet.insufficient_credit'));
      assert.equal(await shop.status(three), 'active until 2022-07-10');
    });

    it('a cursor that is none', async () => {
      for (const cursor of ['x', '2022-99-99T00:00:00Z_1_1_1'])
        await assert.rejects(
          shop.inTx((tx) => historyOf(tx, { e164: one, limit: 9, cursor })),
          refusedWith('pages.invalid_cursor'),
        );
    });

    it('the status, the history and the price of a number that is not in stock', async () => {
      const e164 = '+390699999999';
      const asked = [
        shop.inTx((tx) => numberStatus(tx, e164)),
        shop.inTx((tx) => historyOf(tx, { e164, limit: 9 })),
        shop.inTx((tx) => announcePrice(tx, shop.context, { e164, monthlyMicros: 1n })),
      ];
      for (const attempt of await Promise.allSettled(asked))
        assert.ok(attempt.status === 'rejected' && refusedWith('numbers.unknown_number')(attempt.reason));
    });
  });

  it('who lost a number to quarantine cannot pay it ahead, and after the dismissal is told so by every use case', async () => {
    const lost = await openShop(stock);
    const customerId = await lost.customer('ada', '4.00');
    await lost.buy('ada', one);
    await lost.at('2022-04-10T00:00');
    const key = 'k';
    await assert.rejects(
      lost.inTx((tx) => payAhead(tx, lost.context, { customerId, e164: one, periods: 1, key })),
      refusedWith('numbers.quarantined'),
    );
    await lost.at('2022-05-14T00:00');
    const all: readonly ((tx: Tx, context: Context, order: Lost) => Promise<unknown>)[] = [
      restore,
      stopRenewal,
      resumeRenewal,
    ];
    for (const again of all)
      await assert.rejects(
        lost.inTx((tx) => again(tx, lost.context, { customerId, e164: one, key })),
        refusedWith('numbers.dismissed'),
      );
    const status = await lost.inTx((tx) => numberStatus(tx, one));
    assert.deepEqual([status.holder, status.newestHolder], [null, customerId]);
  });
});

describe('a price that is announced:', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(tenOfRome());
    await shop.customer('ada', '100.00');
  });

  const announce = (e164: string, monthly: string) =>
    shop.inTx((tx) => announcePrice(tx, shop.context, { e164, monthlyMicros: fromDecimal(monthly) }));
  const charges = async (e164: string): Promise<readonly unknown[]> => {
    const { items } = await shop.inTx((tx) => historyOf(tx, { e164, limit: 50 }));
    return items
      .filter(({ kind }) => kind === 'renewed')
      .map(({ details }) => `${details['from']} ${details['amount']}`);
  };

  it('applies from the next renewal that is at least 30 days later', async () => {
    await shop.buy('ada', one);
    await shop.at('2022-03-12T08:00');
    assert.equal(String(await announce(one, '5.00')), '2022-04-11');
    const [told] = await shop.events('numbers.price_announced');
    assert.deepEqual([told?.['amount'], told?.['appliesFrom']], ['5.00', '2022-04-11']);
    const { nextPeriodMicros } = await shop.inTx((tx) =>
      rentalOf(tx, { customerId: shop.id('ada'), e164: one }),
    );
    assert.equal(nextPeriodMicros, 4_000_000n);
    await shop.at('2022-06-10T00:00');
    assert.deepEqual(await charges(one), ['2022-06-10 5.00', '2022-05-10 5.00', '2022-04-10 4.00']);
    await shop.isSound();
  });

  it('applies to a renewal exactly 30 days later', async () => {
    await shop.buy('ada', one);
    await shop.at('2022-03-11T08:00');
    assert.equal(String(await announce(one, '5.00')), '2022-04-10');
    await shop.at('2022-04-10T00:00');
    assert.deepEqual(await charges(one), ['2022-04-10 5.00']);
  });

  it('takes turns: each from its own date; of two on one day the second counts', async () => {
    await shop.buy('ada', one);
    await announce(one, '9.00');
    await announce(one, '5.00');
    await shop.at('2022-04-15T08:00');
    await announce(one, '6.00');
    await shop.at('2022-06-10T00:00');
    assert.deepEqual(await charges(one), ['2022-06-10 6.00', '2022-05-10 5.00', '2022-04-10 5.00']);
  });

  it('also when the run is late: every period costs the price of its own day', async () => {
    await shop.buy('ada', one);
    await shop.at('2022-04-20T08:00');
    await announce(one, '5.00');
    shop.sleepUntil('2022-07-01T08:00');
    await shop.wakeUp();
    assert.deepEqual(await charges(one), ['2022-06-10 5.00', '2022-05-10 4.00', '2022-04-10 4.00']);
    await shop.isSound();
  });

  it('counts for what a restore pays, and for what is paid ahead', async () => {
    await shop.buy('ada', one);
    await announce(one, '5.00');
    const customerId = shop.id('ada');
    await shop.inTx((tx) => stopRenewal(tx, shop.context, { customerId, e164: one }));
    await shop.at('2022-05-10T08:00');
    assert.equal((await shop.restore('ada', one)).amountMicros, 10_000_000n);
    await announce(one, '7.00');
    const ahead = await shop.inTx((tx) =>
      payAhead(tx, shop.context, { customerId, e164: one, periods: 2, key: 'k' }),
    );
    assert.equal(ahead.amountMicros, 14_000_000n);
  });

  it('of a number that nobody holds applies at once', async () => {
    assert.equal(String(await announce(two, '6.00')), '2022-03-10');
    assert.equal((await shop.buy('ada', two)).amountMicros, 6_000_000n);
  });

  it('to a holder who then loses the number is the price for the next one', async () => {
    const resold = await openShop(tenOfRome(), { policy: { resaleAfterDays: 10 } });
    await resold.customer('ada', '4.00');
    await resold.customer('bruno', '50.00');
    await resold.buy('ada', one);
    await resold.at('2022-04-20T08:00');
    await resold.inTx((tx) =>
      announcePrice(tx, resold.context, { e164: one, monthlyMicros: fromDecimal('6.00') }),
    );
    await resold.at('2022-05-23T23:59');
    assert.equal(await resold.status(one), 'dismissed');
    await resold.at('2022-05-24T00:00');
    assert.equal(await resold.status(one), 'available');
    await resold.topUp('ada', '50.00');
    await assert.rejects(resold.buy('ada', one), refusedWith('numbers.not_available'));
    assert.equal((await resold.buy('bruno', one)).amountMicros, 6_000_000n);
    await assert.rejects(resold.restore('ada', one), refusedWith('numbers.dismissed'));
    await resold.isSound();
  });
});
