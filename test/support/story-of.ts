import { sql } from 'kysely';
import type { Database } from '#platform';

const parts: Readonly<Record<string, string>> = {
  wallet: `select concat_ws(' ', balance, held, version) from ledger.account where id = $1`,
  movements: `select concat_ws(' ', version, code, change, balance) from ledger.wallet_leg where wallet_id = $1 order by version`,
  lots: `select concat_ws(' ', turn, part, amount, origin, payment_id is not null) from wallet.lot where wallet_id = $1 order by turn, part`,
  line: `select concat_ws(' ', from_position, to_position, turn, part, laid_version) from wallet.stretch where wallet_id = $1 order by from_position`,
  removals: `select concat_ws(' ', turn, part, amount, reason) from wallet.removal where wallet_id = $1 order by journal_id, no`,
  holds: `select concat_ws(' ', purpose, amount, state) from ledger.hold where wallet_id = $1 order by opened_at, purpose, amount`,
  payments: `select concat_ws(' ', processor, amount, state, fee, paid_back, fee_retained, failure) from payments.payment where customer_id = $1 order by no`,
  payouts: `select concat_ws(' ', amount, retained, fee_free, state, failure) from payments.payout where customer_id = $1 order by no`,
  refunds: `select concat_ws(' ', subject, destination, requested, outcome) from refunds.refund where customer_id = $1 order by no`,
  rentals: `select concat_ws(' ', state, months, months_paid, monthly, renewal, priority, restorable_until - paid_until, end_reason)
              from numbers.rental where customer_id = $1 order by id`,
  periods: `select concat_ws(' ', r.priority, p.from_month, p.months, p.amount, p.reason)
              from numbers.rental r join numbers.rental_period p on p.rental_id = r.id where r.customer_id = $1 order by r.id, p.from_month`,
  history: `select concat_ws(' ', kind, actor, journal_id is not null) from numbers.history where customer_id = $1 order by id`,
  events: `select concat_ws(' ', kind, dispatched_at is not null) from platform.event where payload ->> 'customerId' = $1 order by kind, id`,
  mails: `select concat_ws(' ', about, language, state) from notifications.mail where customer_id = $1 order by about, key`,
};

/**
 * All that the database has of a customer, without ids, dates and numbers: two customers to whom the same happened have the same story.
 */
export const storyOf = async (
  db: Database,
  customerId: string,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const selects = Object.entries(parts).map(
    ([name, query]) =>
      `select '${name}' as name, array(${query.replaceAll('$1', `'${customerId}'`)}) as lines`,
  );
  const { rows } = await sql
    .raw<{ name: string; lines: readonly string[] }>(selects.join(' union all '))
    .execute(db);
  return Object.fromEntries(rows.map(({ name, lines }) => [name, lines.map(withoutNumbers)]));
};

const withoutNumbers = (line: string): string =>
  line.replaceAll(/\+39[\d\s]{8,}/g, '+39…').replaceAll(/customer:[0-9a-f-]{36}/g, 'customer:…');
