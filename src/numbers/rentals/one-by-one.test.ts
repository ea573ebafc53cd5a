import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { inTransaction, stoppedClock, type Tx } from '#platform';
import { openShop, rowsOf, type Shop } from '../../../test/support/number-shop.ts';
import { reminders } from './reminders.ts';
import { renewDue, renewals } from './renewals.ts';

// The model renews as the policy is read aloud: day after day, customer after customer, number after number.

interface Holding {
  readonly anchorDay: number;
  readonly months: number;
  readonly euros: number;
  readonly renewal: boolean;
  readonly priority: number | null;
  readonly newPrice: { readonly day: number; readonly euros: number } | null;
}
interface Customer {
  readonly euros: number;
  readonly holdings: readonly Holding[];
}

const holding: fc.Arbitrary<Holding> = fc.record({
  anchorDay: fc.nat(59),
  months: fc.constantFrom(1, 1, 1, 3),
  euros: fc.integer({ min: 1, max: 5 }),
  renewal: fc.oneof(
    { weight: 5, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  priority: fc.option(fc.integer({ min: 1, max: 3 })),
  newPrice: fc.option(fc.record({ day: fc.nat(150), euros: fc.integer({ min: 1, max: 5 }) }), { freq: 3 }),
});
const customer: fc.Arbitrary<Customer> = fc.record({
  euros: fc.nat(25),
  holdings: fc.array(holding, { minLength: 1, maxLength: 4 }),
});

const firstDay = Temporal.PlainDate.from('2022-01-01');
const euros = (amount: number): bigint => BigInt(amount) * 1_000_000n;

/** What became of a rental: "active 2022-07-10". */
const modelled = (one: Customer, today: Temporal.PlainDate): readonly string[] => {
  let credit = one.euros;
  const rentals = one.holdings.map((held, index) => ({
    ...held,
    index,
    paidMonths: held.months,
    state: 'active',
  }));
  const paidUntil = (rental: (typeof rentals)[number]): Temporal.PlainDate =>
    firstDay.add({ days: rental.anchorDay }).add({ months: rental.paidMonths });
  for (let date = firstDay; Temporal.PlainDate.compare(date, today) <= 0; date = date.add({ days: 1 })) {
    const due = rentals
      .filter((rental) => rental.state === 'active' && paidUntil(rental).equals(date))
      .toSorted((a, b) => (a.priority ?? 99) - (b.priority ?? 99) || a.index - b.index);
    for (const rental of due) {
      const isNew =
        rental.newPrice !== null &&
        Temporal.PlainDate.compare(firstDay.add({ days: rental.newPrice.day }), date) <= 0;
      const price = (isNew ? rental.newPrice!.euros : rental.euros) * rental.months;
      if (rental.renewal && price <= credit) {
        credit -= price;
        rental.paidMonths += rental.months;
      } else rental.state = 'quarantined';
    }
  }
  return [`${credit} left`, ...rentals.map((rental) => `${rental.state} ${paidUntil(rental)}`)];
};

describe('the set-based run', () => {
  let shop: Shop;
  let numbers = 0;
  before(async () => {
    shop = await openShop([], { start: '2022-01-01T00:00', policy: { reminderDays: [14] } });
  });

  const settle = async (tx: Tx, name: string, one: Customer): Promise<void> => {
    const versions = await rowsOf<{ id: number }>(tx, 'select id from policy.version');
    for (const held of one.holdings) {
      const e164 = `+3906${(numbers += 1) + 1_000_000}`;
      const anchor = firstDay.add({ days: held.anchorDay });
      await rowsOf(
        tx,
        `insert into numbers.number (e164, country, city, kind, features, setup, monthly, registration, supplier, state, imported_at)
         values ('${e164}', 'IT', 'rome', 'local', '{voice}', 0, ${euros(held.euros)}, false, 'sandbox', 'rented', '2022-01-01')`,
      );
      await rowsOf(
        tx,
        `insert into numbers.rental
           (e164, customer_id, state, months, monthly, renewal, priority, bought_at, held_since, anchor, months_paid, policy_version_id)
         values ('${e164}', '${shop.id(name)}', 'active', ${held.months}, ${euros(held.euros)}, ${held.renewal},
                 ${held.priority}, '2022-01-01', '2022-01-01', '${anchor}', ${held.months}, ${versions[0]!.id})`,
      );
      if (held.newPrice)
        await rowsOf(
          tx,
          `insert into numbers.price_change (e164, applies_from, monthly, announced_at, announced_by)
           values ('${e164}', '${firstDay.add({ days: held.newPrice.day })}', ${euros(held.newPrice.euros)}, '2022-01-01', 'x')`,
        );
    }
  };
  let named = 0;
  const enter = async (one: Customer): Promise<string> => {
    const name = `c${(named += 1)}`;
    await shop.customer(name, `${one.euros}.00`);
    await inTransaction(shop.db, (tx) => settle(tx, name, one));
    return name;
  };
  const found = async (name: string): Promise<readonly string[]> => {
    const rows = await rowsOf<{ state: string; paidUntil: Temporal.PlainDate }>(
      shop.db,
      `select state, paid_until from numbers.rental where customer_id = '${shop.id(name)}' order by id`,
    );
    const credit = await shop.credit(name);
    return [`${Number(credit)} left`, ...rows.map(({ state, paidUntil }) => `${state} ${paidUntil}`)];
  };
  const contextOn = (date: Temporal.PlainDate) => ({
    ...shop.context,
    clock: stoppedClock(date.toZonedDateTime('Europe/Rome').toInstant()),
  });

  it('does what one after the other would, whatever the credit, the order, the delay and the size of the batches', async () => {
    const today = Temporal.PlainDate.from('2022-05-20');
    await fc.assert(
      fc.asyncProperty(
        fc.array(customer, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        async (customers, batch) => {
          const names: string[] = [];
          for (const one of customers) names.push(await enter(one));
          await renewDue(shop.db, contextOn(today), { batch, lanes: 2 });
          for (const [index, name] of names.entries())
            assert.deepEqual(await found(name), modelled(customers[index]!, today));
        },
      ),
      { numRuns: 40 },
    );
    await shop.isSound();
  });

  it('and the forecast of the reminders says the same as the run then does', async () => {
    const today = Temporal.PlainDate.from('2022-05-20');
    const then = today.add({ days: 14 });
    let remindedOf = 0;
    await fc.assert(
      fc.asyncProperty(customer, async (drawn) => {
        // Every third is due on that day, the others on the days before it.
        const dueIn = (draw: number): number => (draw % 3 === 0 ? 14 : 1 + (draw % 14));
        const anchorDay = (draw: number): number =>
          firstDay.until(today.add({ days: dueIn(draw) }).subtract({ months: 1 })).days;
        const holdings = drawn.holdings.map((held) => ({
          ...held,
          months: 1,
          anchorDay: anchorDay(held.anchorDay),
        }));
        const one = { ...drawn, holdings };
        const name = await enter(one);
        await renewals.run(shop.db, contextOn(today));
        await rowsOf(shop.db, `delete from platform.task`);
        await rowsOf(
          shop.db,
          `insert into platform.task (name, done_through) values ('numbers.reminders', '${today.subtract({ days: 1 })}')`,
        );
        await reminders.run(shop.db, contextOn(today));
        const read = async (query: string): Promise<readonly string[]> =>
          (await rowsOf<{ e164: string }>(shop.db, query)).map(({ e164 }) => e164);
        const reminded = await read(
          `select r.e164 from numbers.reminder m join numbers.rental r on r.id = m.rental_id
            where r.customer_id = '${shop.id(name)}' and m.about = '${then}' order by 1`,
        );
        await renewals.run(shop.db, contextOn(then));
        const lost = await read(
          `select e164 from numbers.rental
            where customer_id = '${shop.id(name)}' and state = 'quarantined' and paid_until = '${then}' order by 1`,
        );
        assert.deepEqual(reminded, lost);
        remindedOf += reminded.length;
      }),
      { numRuns: 30 },
    );
    assert.ok(remindedOf > 5, `${remindedOf} reminders were compared`);
  });
});
