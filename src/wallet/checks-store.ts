import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';

const linesHaveNoHoles: LedgerCheck = {
  name: 'wallet-lines-have-no-holes',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: a stretch of its line begins at %s, where %s was expected', wallet_id, from_position, expected) as fault
        from (select wallet_id, from_position,
                     coalesce(lag(to_position) over (partition by wallet_id order by from_position), 0) as expected
                from wallet.stretch) s
       where from_position <> expected
       order by wallet_id, from_position limit 1`,
    ),
};

const lotsAreWhatWasCredited: LedgerCheck = {
  name: 'lots-are-what-was-credited',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with credit as (
        select l.wallet_id, l.version, l.journal_id, l.change as amount from ledger.wallet_leg l
         where l.change > 0
           and not exists (select from wallet.removal r where r.journal_id = l.journal_id and r.wallet_id = l.wallet_id)
      ), lots as (
        select wallet_id, turn, min(journal_id) as journal_id, sum(amount) as amount from wallet.lot group by wallet_id, turn
      )
      select format('wallet %s: version %s brought %s (journal %s), its lots are worth %s (journal %s)',
                    coalesce(c.wallet_id, l.wallet_id), coalesce(c.version, l.turn), coalesce(c.amount, 0),
                    coalesce(c.journal_id::text, 'none'), coalesce(l.amount, 0), coalesce(l.journal_id::text, 'none')) as fault
        from credit c
        full join lots l on l.wallet_id = c.wallet_id and l.turn = c.version
       where c.amount is distinct from l.amount or c.journal_id is distinct from l.journal_id
       order by coalesce(c.wallet_id, l.wallet_id), coalesce(c.version, l.turn) limit 1`,
    ),
};

const removalsAreWhatLeft: LedgerCheck = {
  name: 'removals-are-what-left',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: journal %s took %s, its removals add up to %s', r.wallet_id, r.journal_id,
                    coalesce(l.amount, 0), r.amount) as fault
        from (select wallet_id, journal_id, sum(amount) as amount from wallet.removal group by wallet_id, journal_id) r
        left join lateral (
          select -sum(change) as amount from ledger.wallet_leg l
           where l.journal_id = r.journal_id and l.wallet_id = r.wallet_id) l on true
       where r.amount is distinct from l.amount
       order by r.wallet_id, r.journal_id limit 1`,
    ),
};

/**
 * What was spent of a stretch: from where it begins to where the wallet stood when the line was laid anew after it, or stands now.
 * `until` never goes back along a line, so the next of them is the smallest of those that follow.
 */
const stretches = sql`
  laid_anew as (
    select l.wallet_id, l.version, e.line_end - l.balance + l.change as until
      from (select distinct wallet_id, journal_id from wallet.removal) r
     cross join lateral (
       select wallet_id, version, balance, change from ledger.wallet_leg l
        where l.journal_id = r.journal_id and l.wallet_id = r.wallet_id order by version limit 1) l
     cross join lateral (
       select coalesce(max(to_position), 0) as line_end from wallet.stretch s
        where s.wallet_id = l.wallet_id and s.laid_version < l.version) e
  ), wallet as (
    select w.id, w.balance, coalesce(s.line_end, 0) - w.balance as position
      from ledger.wallet w
      left join (select wallet_id, max(to_position) as line_end from wallet.stretch group by wallet_id) s on s.wallet_id = w.id
  ), event as (
    select wallet_id, laid_version as version, from_position, to_position, turn, part, null::bigint as until from wallet.stretch
    union all
    select wallet_id, version, null, null, null, null, until from laid_anew
  ), place as (
    select *, min(until) over (
             partition by wallet_id order by version, (until is null)
             rows between 1 following and unbounded following) as ended_at
      from event
  ), stretch as (
    select p.wallet_id, p.turn, p.part, p.from_position, p.to_position, p.ended_at is null as is_last, w.position,
           least(greatest(coalesce(p.ended_at, w.position) - p.from_position, 0), p.to_position - p.from_position) as spent
      from place p join wallet w on w.id = p.wallet_id where p.until is null
  )`;

const lotsAreSpentRemovedOrLeft: LedgerCheck = {
  name: 'lots-are-spent-removed-or-left',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with ${stretches}, found as (
        select wallet_id, turn, part, sum(spent) as spent,
               sum(case when is_last then to_position - from_position - spent else 0 end) as remaining
          from stretch group by wallet_id, turn, part
      ), removed as (
        select wallet_id, turn, part, sum(amount) as removed from wallet.removal group by wallet_id, turn, part
      )
      select format('wallet %s: of lot %s/%s, worth %s, %s is spent, %s removed and %s left', l.wallet_id, l.turn, l.part, l.amount,
                    coalesce(f.spent, 0), coalesce(r.removed, 0), coalesce(f.remaining, 0)) as fault
        from wallet.lot l
        left join found f using (wallet_id, turn, part)
        left join removed r using (wallet_id, turn, part)
       where l.amount <> coalesce(f.spent, 0) + coalesce(r.removed, 0) + coalesce(f.remaining, 0) or r.removed < 0
       order by l.wallet_id, l.turn, l.part limit 1`,
    ),
};

const lotsLeftAreTheWallet: LedgerCheck = {
  name: 'lots-left-are-the-wallet',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with ${stretches}, remaining as (
        select wallet_id, sum(to_position - from_position - spent) as amount from stretch where is_last group by wallet_id
      )
      select format('wallet %s: balance %s, but %s is left of its lots', w.id, w.balance, coalesce(r.amount, 0)) as fault
        from wallet w left join remaining r on r.wallet_id = w.id
       where w.balance <> coalesce(r.amount, 0)
       order by w.id limit 1`,
    ),
};

const unspentCreditIsInTurn: LedgerCheck = {
  name: 'unspent-credit-is-in-turn',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      with ${stretches}, next as (
        select wallet_id, turn, part, from_position,
               lead(turn) over line as next_turn, lead(part) over line as next_part
          from stretch where is_last and to_position > position
        window line as (partition by wallet_id order by from_position)
      )
      select format('wallet %s: lot %s/%s would be spent before lot %s/%s', wallet_id, turn, part, next_turn, next_part) as fault
        from next where (next_turn, next_part) <= (turn, part)
       order by wallet_id, from_position limit 1`,
    ),
};

/** What must hold of lots, of the line on which they lie, and of what was spent of them. */
export const walletChecks: readonly LedgerCheck[] = [
  linesHaveNoHoles,
  lotsAreWhatWasCredited,
  removalsAreWhatLeft,
  lotsAreSpentRemovedOrLeft,
  lotsLeftAreTheWallet,
  unspentCreditIsInTurn,
  guardsCheck('wallet-guards-are-on', [
    ['wallet.lot', 'lots_are_append_only'],
    ['wallet.stretch', 'stretches_are_append_only'],
    ['wallet.removal', 'removals_are_append_only'],
  ]),
];
