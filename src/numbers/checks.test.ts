import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { houseAccount, post } from '#ledger';
import { inTransaction, type Tx } from '#platform';
import { faultsOf } from '../../test/support/books.ts';
import { openShop, type Shop } from '../../test/support/number-shop.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { checkNumbers } from './checks.ts';

const first = '+390612345670';
const second = '+390612345671';
const free = '+390612345672';
const numbers = [
  { e164: first, monthly: '4.00', setup: '1.50' },
  { e164: second, monthly: '4.00' },
  { e164: free, monthly: '4.00' },
];

/** Ada's first number, with a setup, is renewed in April; her second, without, is lost then for want of credit, and restored. */
const openRentals = async (): Promise<Shop> => {
  const shop = await openShop(numbers);
  await shop.customer('ada', '14.00');
  await shop.buy('ada', first);
  await shop.buy('ada', second);
  await shop.at('2022-04-12T09:00');
  await shop.topUp('ada', '4.00');
  return shop;
};

const found = (shop: Shop): Promise<Readonly<Record<string, string>>> =>
  inTransaction(shop.db, async (tx) => faultsOf(await checkNumbers(tx)));

describe('the checks of numbers find', () => {
  let shop: Shop;
  before(async () => {
    shop = await openRentals();
    assert.equal(await shop.status(second), 'active until 2022-05-10');
    assert.deepEqual(await found(shop), {});
  });

  const after = (change: string | ((tx: Tx) => Promise<void>)): Promise<Readonly<Record<string, string>>> =>
    faultsAfter(shop.db, checkNumbers, change);
  const ada = (): string => shop.id('ada');

  const periodsFault = 'periods-are-what-was-charged';

  it('a period that differs from its transfer', async () => {
    const charged = `journal 4 line 1 is rental.renewed 4000000 of ${ada()}`;
    const period = `numbers.rental_period set`;
    const where = 'where rental_id = 1 and from_month = 1';
    assert.deepEqual(await after(`update ${period} amount = 3990000 ${where}`), {
      [periodsFault]: `${first}: the period of month 1 is rental.renewed 3990000 of ${ada()}, ${charged}`,
    });
    assert.deepEqual(await after(`update ${period} reason = 'restored' ${where}`), {
      [periodsFault]: `${first}: the period of month 1 is rental.restored 4000000 of ${ada()}, ${charged}`,
    });
    const stranger = '00000000-0000-4000-8000-000000000000';
    const taken = await after(`update numbers.rental set customer_id = '${stranger}' where id = 2`);
    assert.deepEqual(Object.keys(taken), [periodsFault]);
    assert.match(taken[periodsFault]!, new RegExp(`is rental.started 4000000 of ${stranger}, journal 3`));
  });

  it('a period without its transfer, and the transfer that paid for nothing', async () => {
    assert.deepEqual(
      await after('update numbers.rental_period set line = 7 where rental_id = 1 and from_month = 1'),
      { [periodsFault]: `journal 4 line 1 (rental.renewed): 4000000 of wallet ${ada()} paid for no period` },
    );
    assert.deepEqual(
      await after('update numbers.rental_period set journal_id = 1 where rental_id = 1 and from_month = 1'),
      {
        [periodsFault]: `${first}: the period of month 1 says 4000000 in journal 1 line 1, which charged nothing for a rental`,
      },
    );
  });

  it('a charge for time that no period was written for', async () => {
    const faults = await after(async (tx) => {
      const { context } = shop;
      const toAccountId = await houseAccount(tx, context, 'revenue_rental');
      const transfer = { code: 'rental.renewed', fromAccountId: ada(), toAccountId, amountMicros: 7n };
      await post(tx, context, { key: 'for nothing', details: {}, transfers: [transfer] });
    });
    assert.deepEqual(faults, {
      [periodsFault]: `journal 7 line 1 (rental.renewed): 7 of wallet ${ada()} paid for no period`,
    });
  });

  it('a purchase that cost something else, and a setup without a purchase', async () => {
    assert.deepEqual(
      await after(
        `update numbers.history set details = jsonb_set(details, '{amount}', '"5.49"') where rental_id = 1 and kind = 'bought'`,
      ),
      {
        'purchases-are-what-was-charged': `${first}: bought by ${ada()} for 5490000, journal 2 charged 5500000`,
      },
    );
    assert.deepEqual(await after(`delete from numbers.history where rental_id = 1 and kind = 'bought'`), {
      'purchases-are-what-was-charged': `journal 2: a setup was charged to wallet ${ada()} for no purchase`,
    });
  });

  it('periods with a gap, and periods that overlap', async () => {
    const later = `where rental_id = 1 and from_month = 1`;
    assert.deepEqual(await after(`update numbers.rental_period set from_month = 2 ${later}`), {
      'periods-follow-each-other': `${first} (rental 1): a period begins with month 2, where 1 was expected`,
    });
    assert.deepEqual(
      await after(`
        update numbers.rental_period set months = 2 where rental_id = 1 and from_month = 0;
        update numbers.rental set months_paid = 3 where id = 1`),
      {
        'periods-follow-each-other': `${first} (rental 1): a period begins with month 1, where 2 was expected`,
      },
    );
    assert.deepEqual(
      await after(`update numbers.rental_period set from_month = from_month + 7 where rental_id = 2`),
      {
        'periods-follow-each-other': `${second} (rental 2): a period begins with month 7, where 0 was expected`,
      },
    );
  });

  it('a rental that is paid for longer than its periods', async () => {
    assert.deepEqual(await after('update numbers.rental set months_paid = months_paid + 1 where id = 2'), {
      'rentals-are-paid-by-their-periods': `${second} (rental 2): 3 months are paid, its periods make 2`,
    });
  });

  it('a number that two would hold, or nobody', async () => {
    const rule = 'numbers-are-rented-when-held';
    assert.deepEqual(await after(`update numbers.number set state = 'available' where e164 = '${first}'`), {
      [rule]: `${first} is available but has 1 open rentals`,
    });
    assert.deepEqual(await after(`update numbers.number set state = 'rented' where e164 = '${free}'`), {
      [rule]: `${free} is rented but has 0 open rentals`,
    });
    assert.deepEqual(
      await after(
        `update numbers.rental set state = 'ended', ended_at = bought_at, end_reason = 'dismissed' where id = 2`,
      ),
      { [rule]: `${second} is rented but has 0 open rentals` },
    );
    assert.deepEqual(
      await after(
        `drop index numbers.one_holder_a_number; update numbers.rental set e164 = '${first}' where id = 2`,
      ),
      { [rule]: `${first} is rented but has 2 open rentals` },
    );
    assert.deepEqual(await after(`delete from numbers.number where e164 = '${second}'`), {
      [rule]: `${second} is not in the stock but has 1 open rentals`,
    });
  });

  it('a trigger that was turned off', async () => {
    assert.deepEqual(await after('alter table numbers.history disable trigger history_is_append_only'), {
      'number-guards-are-on':
        'the trigger history_is_append_only on numbers.history is missing or turned off',
    });
  });
});
