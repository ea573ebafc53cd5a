import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';

/** Both ways: an open case without its freeze, and a freeze that no case explains. */
const openCasesFreeze: LedgerCheck = {
  name: 'open-cases-freeze',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select case when c.id is null then format('wallet %s is frozen, and has no open case', w.id)
                  else format('case %s of %s is %s, and the wallet is not frozen', c.id, c.customer_id, c.state) end as fault
        from (select id from ledger.wallet where frozen) w
        full join (select id, customer_id, state from fraud.fraud_case where state in ('proposed', 'confirmed')) c
          on c.customer_id = w.id
       where c.id is null or w.id is null
       order by coalesce(w.id, c.customer_id) limit 1`,
    ),
};

/** Both ways: what a case says that it took, and what left a wallet as forfeited. */
const forfeitsAreWhatLeft: LedgerCheck = {
  name: 'forfeits-are-what-left',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with taken as (
        select f.journal_id, f.amount, c.customer_id from fraud.forfeit f join fraud.fraud_case c on c.id = f.case_id
      ), moved as (
        select journal_id, wallet_id, -change as amount from ledger.wallet_leg where code = 'fraud.forfeited'
      )
      select format('journal %s: %s of %s forfeited, wallet %s lost %s', coalesce(t.journal_id, m.journal_id), coalesce(t.amount, 0),
                    coalesce(t.customer_id::text, 'nobody'), coalesce(m.wallet_id::text, 'none'), coalesce(m.amount, 0)) as fault
        from taken t full join moved m on m.journal_id = t.journal_id and m.wallet_id = t.customer_id
       where t.amount is distinct from m.amount
       order by coalesce(t.journal_id, m.journal_id) limit 1`,
    ),
};

const whatIsUpheldCameBack: LedgerCheck = {
  name: 'what-is-upheld-came-back',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with taken as (
        select c.id, c.no, c.customer_id, c.returned_journal_id, sum(f.amount) as amount
          from fraud.fraud_case c left join fraud.forfeit f on f.case_id = c.id
         where c.state = 'upheld' group by c.id
      ), returned as (
        select journal_id, wallet_id, sum(change) as amount from ledger.wallet_leg where code = 'fraud.returned'
         group by journal_id, wallet_id
      )
      select format('case %s of %s: %s was forfeited, %s came back (journal %s)', t.id, coalesce(t.customer_id, r.wallet_id),
                    coalesce(t.amount, 0), coalesce(r.amount, 0), coalesce(r.journal_id::text, 'none')) as fault
        from taken t full join returned r on r.journal_id = t.returned_journal_id and r.wallet_id = t.customer_id
       where t.amount is distinct from r.amount
       order by t.no, r.journal_id limit 1`,
    ),
};

/** What must hold of cases of fraud, in the form of the ledger's checks. */
export const fraudChecks: readonly LedgerCheck[] = [
  openCasesFreeze,
  forfeitsAreWhatLeft,
  whatIsUpheldCameBack,
  guardsCheck('fraud-guards-are-on', [
    ['fraud.fraud_case', 'cases_are_never_removed'],
    ['fraud.fraud_case', 'cases_only_move_on'],
    ['fraud.evidence', 'evidence_is_append_only'],
    ['fraud.forfeit', 'forfeits_are_append_only'],
    ['fraud.appeal', 'appeals_are_never_removed'],
  ]),
];
