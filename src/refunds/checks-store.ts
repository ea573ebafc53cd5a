import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';
import type { Tx } from '#platform';

// A decision is a document: its amounts are decimals. What waits has moved nothing, and its sums are not those of an outcome.

const decisionsAddUp: LedgerCheck = {
  name: 'refund-decisions-add-up',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('refund %s: %s, %s under version %s, but its decision is %s, %s under version %s: %s = %s retained + %s paid back + %s to credit, payouts %s + %s, removals %s',
                    r.id, r.subject, r.outcome, r.policy_version_id, d.subject, d.outcome, d.version, d.gross, d.retained, d.paid_back,
                    d.to_credit, coalesce(p.retained, 0), coalesce(p.amount, 0), coalesce(m.amount, 0)) as fault
        from refunds.refund r
       cross join lateral jsonb_to_record(r.decision || jsonb_build_object(
               'version', r.decision -> 'policyVersionId', 'paid_back', r.decision -> 'paidBack', 'to_credit', r.decision -> 'toCredit'))
             as d (subject text, outcome text, version int, gross numeric, retained numeric, paid_back numeric, to_credit numeric)
       cross join lateral (
         select sum(amount) as amount, sum(retained) as retained
           from jsonb_to_recordset(r.decision -> 'payouts') as p (amount numeric, retained numeric)) p
       cross join lateral (
         select sum(amount) as amount from jsonb_to_recordset(r.decision -> 'removals') as m (amount numeric)) m
       where (r.subject, r.outcome::text, r.policy_version_id) is distinct from (d.subject, d.outcome, d.version)
          or r.outcome <> 'waiting'
             and (d.gross is distinct from d.retained + d.paid_back + d.to_credit
                  or d.retained is distinct from coalesce(p.retained, 0) or d.paid_back is distinct from coalesce(p.amount, 0)
                  or d.gross - d.to_credit is distinct from coalesce(m.amount, 0))
       order by r.no limit 1`,
    ),
};

/** Both ways: of each payout of a decision its transfers, and no transfer of a refund that no decision speaks of. */
const refundsAreWhatLeft: LedgerCheck = {
  name: 'refunds-are-what-left',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with decided as (
        select r.id, r.no, r.customer_id, r.journal_id, m.moves
          from refunds.refund r
         cross join lateral (
           select array_agg(format('%s %s', m.code, m.amount) order by m.code, m.amount) as moves
             from jsonb_to_recordset(r.decision -> 'payouts') as p (amount numeric, retained numeric)
            cross join lateral (values ('refund.paid_back', (p.amount * 1000000)::bigint),
                                       ('refund.fee_retained', (p.retained * 1000000)::bigint)) m (code, amount)
            where m.amount <> 0) m
         where r.outcome <> 'waiting' and (m.moves is not null or r.journal_id is not null)
      ), moved as (
        select journal_id, wallet_id, array_agg(format('%s %s', code, -change) order by code, -change) as moves
          from ledger.wallet_leg where code in ('refund.paid_back', 'refund.fee_retained') group by journal_id, wallet_id
      )
      select case when d.id is null
                  then format('journal %s: %s of wallet %s left for no refund', m.journal_id, array_to_string(m.moves, ', '), m.wallet_id)
                  else format('refund %s of %s: decided %s, journal %s moved %s', d.id, d.customer_id,
                              coalesce(array_to_string(d.moves, ', '), 'nothing'), coalesce(d.journal_id::text, 'none'),
                              coalesce(array_to_string(m.moves, ', '), 'nothing')) end as fault
        from decided d
        full join moved m on m.journal_id = d.journal_id and m.wallet_id = d.customer_id
       where d.moves is null or d.moves is distinct from m.moves
       order by d.no, m.journal_id limit 1`,
    ),
};

/** Both ways: what charges give back by a decision, and what arrived for refunds. */
const grantsAreWhatArrived: LedgerCheck = {
  name: 'grants-are-what-arrived',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with decided as (
        select r.id, r.no, r.customer_id, r.granted_journal_id as journal_id, (c.amount * 1000000)::bigint as amount,
               ((r.decision ->> 'gross')::numeric * 1000000)::bigint as gross
          from refunds.refund r
         cross join lateral (
           select sum(amount) as amount from jsonb_to_recordset(r.decision -> 'credits') as c (amount numeric)) c
         where c.amount is not null or r.granted_journal_id is not null
      ), arrived as (
        select journal_id, wallet_id, change from ledger.wallet_leg where code = 'compensation.granted'
      )
      select case when d.id is null
                  then format('journal %s: %s arrived in wallet %s for no refund', a.journal_id, a.change, a.wallet_id)
                  else format('refund %s of %s: decided to give back %s, in credits %s, journal %s brought %s', d.id, d.customer_id,
                              d.gross, coalesce(d.amount::text, 'nothing'), coalesce(d.journal_id::text, 'none'),
                              coalesce(a.change::text, 'nothing')) end as fault
        from decided d
        full join arrived a on a.journal_id = d.journal_id and a.wallet_id = d.customer_id
       where d.amount is distinct from d.gross or d.amount is distinct from a.change
       order by d.no, a.journal_id limit 1`,
    ),
};

const compensationsAreAsDecided: LedgerCheck = {
  name: 'compensations-are-as-decided',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('refund %s: decided %s for incident %s, kept %s, of periods %s', r.id, r.decision ->> 'gross', r.incident_id,
                    coalesce(c.amount::text, 'nothing'), coalesce(p.amount, 0)) as fault
        from refunds.refund r
        left join refunds.compensation c on c.refund_id = r.id
       cross join lateral (select sum(amount)::bigint as amount from refunds.compensated_period where refund_id = r.id) p
       where r.subject = 'disruption'
         and (coalesce(c.amount, 0) is distinct from ((r.decision ->> 'gross')::numeric * 1000000)::bigint
              or coalesce(p.amount, 0) <> coalesce(c.amount, 0)
              or (c.customer_id, c.e164, c.incident_id) is distinct from (r.customer_id, r.e164, r.incident_id) and c.refund_id is not null)
       order by r.no limit 1`,
    ),
};

const refundsHaveAJournalEach: LedgerCheck = {
  name: 'refunds-have-a-journal-each',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('journal %s: %s refunds say that it is theirs, the first is %s', journal_id, count(*),
                    (array_agg(id order by no))[1]) as fault
        from refunds.refund where journal_id is not null
       group by journal_id having count(*) > 1
       order by journal_id limit 1`,
    ),
};

/** What a decision takes out of the credit and puts on its way; amounts are decimals. */
export interface DecidedMoves {
  readonly id: string;
  readonly no: bigint;
  readonly customerId: string;
  readonly journalId: bigint | null;
  readonly payouts: readonly {
    readonly paymentId: string;
    readonly amount: string;
    readonly retained: string;
    readonly feeFree: string;
  }[];
  readonly removals: readonly {
    readonly paymentId: string | null;
    readonly turn: string;
    readonly part: number;
    readonly amount: string;
  }[];
}

/** Refunds that moved something, in the order in which they were asked for, those after `no`. */
export const selectDecidedMoves = async (
  tx: Tx,
  after: bigint,
  limit: number,
): Promise<readonly DecidedMoves[]> => {
  const { rows } = await sql<DecidedMoves>`
    select id, no, customer_id, journal_id, decision -> 'payouts' as payouts, decision -> 'removals' as removals
      from refunds.refund where no > ${after} and outcome in ('granted', 'partly')
     order by no limit ${limit}`.execute(tx);
  return rows;
};

/** The checks that are a question to the database each. */
export const storedChecks: readonly LedgerCheck[] = [
  decisionsAddUp,
  refundsAreWhatLeft,
  refundsHaveAJournalEach,
  grantsAreWhatArrived,
  compensationsAreAsDecided,
  guardsCheck('refund-guards-are-on', [
    ['refunds.refund', 'refunds_are_never_removed'],
    ['refunds.refund', 'decided_refunds_never_change'],
    ['refunds.compensation', 'compensations_are_append_only'],
    ['refunds.compensated_period', 'compensated_periods_are_append_only'],
  ]),
];
