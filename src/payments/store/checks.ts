import { sql } from 'kysely';
import { firstFault } from '#ledger';
import type { Tx } from '#platform';
import type { ProcessorName } from '#policy';

/** Counted from payouts and disputes, not from what the payment says of itself: failed payouts have come back. */
export const firstOverpaidFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      with gone as (
        select payment_id, amount + retained as amount from payments.payout where state <> 'failed'
        union all
        select payment_id, taken + owed from payments.dispute where state = 'lost'
      )
      select format('payment %s brought in %s and has %s paid back, retained or lost', p.id, p.amount, sum(g.amount)) as fault
        from gone g
        join payments.payment p on p.id = g.payment_id
       group by p.id, p.amount, p.no
      having sum(g.amount) > p.amount
       order by p.no limit 1`,
  );

export const firstCountingFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      select format('payment %s counts %s paid back and %s retained, its payouts make %s and %s', p.id, p.paid_back, p.fee_retained,
                    coalesce(o.amount, 0), coalesce(o.retained, 0)) as fault
        from payments.payment p
        left join (select payment_id, sum(amount) as amount, sum(fee_free) as fee_free, sum(retained) as retained
                     from payments.payout where state <> 'failed' group by payment_id) o on o.payment_id = p.id
       where p.paid_back <> coalesce(o.amount, 0) or p.fee_retained <> coalesce(o.retained, 0)
          or p.paid_back_fee_free <> coalesce(o.fee_free, 0)
       order by p.no limit 1`,
  );

/** What a payment counts as lost is what its disputes took; what a dispute holds or took is its parts. */
export const firstDisputeFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      select format('payment %s counts %s lost, its disputes make %s', p.id, p.lost, coalesce(d.lost, 0)) as fault
        from payments.payment p
        left join (select payment_id, sum(taken + owed) as lost from payments.dispute group by payment_id) d on d.payment_id = p.id
       where p.lost <> coalesce(d.lost, 0)
      union all
      select format('dispute %s holds %s and took %s, its parts make %s', d.id, d.held, d.taken, coalesce(s.amount, 0))
        from payments.dispute d
       cross join lateral (
         select sum((part ->> 'amountMicros')::bigint) as amount from jsonb_array_elements(d.parts) as part) s
       where d.held + d.taken <> coalesce(s.amount, 0)
       limit 1`,
  );

/**
 * Reads the wallet's lots: what a payment became is theirs to say. Given back charges name their payment too,
 * with another origin.
 */
export const firstUncreditedFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      with lots as (
        select payment_id, count(*) as lots, min(wallet_id::text) as wallet_id, sum(amount) as amount, min(journal_id) as journal_id
          from wallet.lot where origin = 'payment' group by payment_id
      )
      select format('payment %s (%s) brought %s to %s, its %s lots are worth %s in wallet %s', coalesce(p.id, l.payment_id), p.state,
                    coalesce(p.amount, 0), p.customer_id, coalesce(l.lots, 0), coalesce(l.amount, 0), l.wallet_id) as fault
        from (select * from payments.payment where state = 'succeeded') p
        full join lots l on l.payment_id = p.id
       where l.lots is distinct from 1 or l.amount is distinct from p.amount or l.wallet_id is distinct from p.customer_id::text
          or l.journal_id is distinct from p.journal_id
       order by p.no limit 1`,
  );

/** Both ways, journal by journal: what left the credit for payouts is what they say. */
export const firstUnpaidOutFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      with ordered as (
        select journal_id, customer_id, sum(amount) as amount, sum(retained) as retained from payments.payout group by journal_id, customer_id
      ), gone as (
        select journal_id, wallet_id, coalesce(-sum(change) filter (where code = 'refund.paid_back'), 0) as amount,
               coalesce(-sum(change) filter (where code = 'refund.fee_retained'), 0) as retained
          from ledger.wallet_leg where code in ('refund.paid_back', 'refund.fee_retained') group by journal_id, wallet_id
      )
      select format('journal %s: %s and %s retained left wallet %s, its payouts say %s and %s', coalesce(o.journal_id, g.journal_id),
                    coalesce(g.amount, 0), coalesce(g.retained, 0), coalesce(o.customer_id, g.wallet_id), coalesce(o.amount, 0),
                    coalesce(o.retained, 0)) as fault
        from ordered o
        full join gone g on g.journal_id = o.journal_id and g.wallet_id = o.customer_id
       where (o.amount, o.retained) is distinct from (g.amount, g.retained)
       order by coalesce(o.journal_id, g.journal_id) limit 1`,
  );

/** A payout that failed does not name the journal by which its credit came back, so each customer's are compared together. */
export const firstNotReturnedFault = (tx: Tx): Promise<string | null> =>
  firstFault(
    tx,
    sql`
      with failed as (
        select customer_id, sum(amount) as amount, sum(retained) as retained from payments.payout where state = 'failed' group by customer_id
      ), returned as (
        select wallet_id, coalesce(sum(change) filter (where code = 'payout.failed'), 0) as amount,
               coalesce(sum(change) filter (where code = 'payout.fee_returned'), 0) as retained
          from ledger.wallet_leg where code in ('payout.failed', 'payout.fee_returned') group by wallet_id
      )
      select format('wallet %s: %s and %s retained came back, its failed payouts say %s and %s', coalesce(f.customer_id, r.wallet_id),
                    coalesce(r.amount, 0), coalesce(r.retained, 0), coalesce(f.amount, 0), coalesce(f.retained, 0)) as fault
        from failed f
        full join returned r on r.wallet_id = f.customer_id
       where (f.amount, f.retained) is distinct from (r.amount, r.retained)
       order by coalesce(f.customer_id, r.wallet_id) limit 1`,
  );

/** What payments, payouts and disputes make of one processor's money, in micro-units. */
export interface ProcessorTotals {
  readonly processor: ProcessorName;
  readonly creditedMicros: bigint;
  readonly feesMicros: bigint;
  /** Out of what this processor holds: its own payouts, and from the bank those made by hand. */
  readonly paidOutMicros: bigint;
  /** On its way to payers of this processor. */
  readonly owedMicros: bigint;
  readonly retainedMicros: bigint;
  /** What its disputes took of us, at whoever's cost. */
  readonly lostMicros: bigint;
  /** Of lostMicros, what we bear. */
  readonly borneMicros: bigint;
  readonly disputeFeesMicros: bigint;
  /** What its open disputes keep of customers' credit. */
  readonly suspendedMicros: bigint;
}

export const selectTotals = async (tx: Tx): Promise<readonly ProcessorTotals[]> => {
  const { rows } = await sql<ProcessorTotals>`
    with paid_in as (
      select processor, sum(amount) as credited, sum(coalesce(fee, 0)) as fees
        from payments.payment where state = 'succeeded' group by processor
    ), gone as (
      select case when o.state = 'settled' then 'bank' else p.processor end as processor, sum(o.amount) as paid_out
        from payments.payout o join payments.payment p on p.id = o.payment_id
       where o.state in ('succeeded', 'settled') group by 1
    ), kept as (
      select p.processor, sum(o.amount) filter (where o.state not in ('succeeded', 'settled')) as owed, sum(o.retained) as retained
        from payments.payout o join payments.payment p on p.id = o.payment_id
       where o.state <> 'failed' group by p.processor
    ), disputed as (
      select processor, sum(taken + owed + borne) as lost, sum(borne) as borne, sum(fee) as fees, sum(held) as suspended
        from payments.dispute group by processor
    )
    select name as processor, coalesce(credited, 0)::bigint as credited_micros, coalesce(paid_in.fees, 0)::bigint as fees_micros,
           coalesce(paid_out, 0)::bigint as paid_out_micros, coalesce(owed, 0)::bigint as owed_micros,
           coalesce(retained, 0)::bigint as retained_micros, coalesce(disputed.lost, 0)::bigint as lost_micros,
           coalesce(disputed.borne, 0)::bigint as borne_micros, coalesce(disputed.fees, 0)::bigint as dispute_fees_micros,
           coalesce(disputed.suspended, 0)::bigint as suspended_micros
      from unnest(enum_range(null::payments.processor)) as name
      left join paid_in on paid_in.processor = name
      left join gone on gone.processor = name
      left join kept on kept.processor = name
      left join disputed on disputed.processor = name
     order by name`.execute(tx);
  return rows;
};
