import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';
import type { Tx } from '#platform';

/** The turns of the credit that a rental's price became; none: it was not given back. */
export const selectPriceTurns = async (tx: Tx, rentalId: bigint): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ turn: bigint }>`
    select turn from refunds.registration_credit where rental_id = ${rentalId} order by line`.execute(tx);
  return rows.map(({ turn }) => turn);
};

/** A line of a price that came back; the same line a second time fails the transaction. */
export interface PriceLine {
  readonly rentalId: bigint;
  readonly line: number;
  readonly refundId: string;
  readonly journalId: bigint;
  readonly turn: bigint;
}

export const insertPriceLine = async (tx: Tx, line: PriceLine): Promise<void> => {
  await sql`
    insert into refunds.registration_credit (rental_id, line, refund_id, journal_id, turn)
    values (${line.rentalId}, ${line.line}, ${line.refundId}, ${line.journalId}, ${line.turn})`.execute(tx);
};

/** Both ways: what a decision gives back has come to the credit, and no price came back that no decision speaks of. */
const pricesComeBackAsDecided: LedgerCheck = {
  name: 'prices-come-back-as-decided',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with decided as (
        select id, no, customer_id, ((decision ->> 'gross')::numeric * 1000000)::bigint as amount
          from refunds.refund
         where subject = 'registration' and outcome in ('granted', 'partly')
           and decision -> 'facts' ->> 'standing' in ('waits', 'owed')
      ), came as (
        select c.refund_id, l.wallet_id, sum(l.change)::bigint as amount
          from ledger.wallet_leg l
          left join refunds.registration_credit c on c.journal_id = l.journal_id and c.turn = l.version
         where l.code in ('registration.setup_returned', 'registration.rental_returned')
         group by c.refund_id, l.wallet_id
      )
      select format('refund %s: decided %s for %s, %s came back to %s', coalesce(d.id, c.refund_id)::text, coalesce(d.amount, 0),
                    coalesce(d.customer_id::text, 'nobody'), coalesce(c.amount, 0), coalesce(c.wallet_id::text, 'nobody')) as fault
        from decided d
        full join came c on c.refund_id = d.id and c.wallet_id = d.customer_id
       where d.amount is distinct from c.amount
       order by d.no limit 1`,
    ),
};

/** What must hold of prices that were given back. */
export const priceChecks: readonly LedgerCheck[] = [
  pricesComeBackAsDecided,
  guardsCheck('price-guards-are-on', [
    ['refunds.registration_credit', 'registration_credits_are_append_only'],
  ]),
];
