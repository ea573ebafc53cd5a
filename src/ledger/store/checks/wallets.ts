import { sql } from 'kysely';
import type { LedgerCheck } from '../../check.ts';
import { firstFault } from './first-fault.ts';

export const walletVersionsHaveNoGap: LedgerCheck = {
  name: 'wallet-versions-have-no-gap',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: version %s follows %s (journal %s)', wallet_id, wallet_version, previous, journal_id) as fault
        from (select wallet_id, wallet_version, journal_id,
                     coalesce(lag(wallet_version) over (partition by wallet_id order by wallet_version), 0) as previous
                from ledger.transfer where wallet_id is not null) leg
       where wallet_version <> previous + 1
       order by wallet_id, wallet_version limit 1`,
    ),
};

export const walletLegsAddUp: LedgerCheck = {
  name: 'wallet-legs-add-up',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s version %s (journal %s line %s): %s and %s make %s, not %s', wallet_id, version, journal_id, line,
                    previous, change, previous + change, balance) as fault
        from (select wallet_id, version, journal_id, line, change, balance,
                     coalesce(lag(balance) over (partition by wallet_id order by version), 0) as previous
                from ledger.wallet_leg) leg
       where balance <> previous + change
       order by wallet_id, version limit 1`,
    ),
};

export const walletsAreTheSumOfTheirLegs: LedgerCheck = {
  name: 'wallets-are-the-sum-of-their-legs',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: balance %s at version %s, but its %s legs add up to %s', a.id, a.balance, a.version,
                    coalesce(l.legs, 0), coalesce(l.total, 0)) as fault
        from ledger.account a
        left join (select wallet_id, count(*) as legs, sum(change) as total from ledger.wallet_leg group by wallet_id) l
          on l.wallet_id = a.id
       where a.type = 'wallet' and (a.balance <> coalesce(l.total, 0) or a.version <> coalesce(l.legs, 0))
       order by a.id limit 1`,
    ),
};

export const holdsAreWhatIsHeld: LedgerCheck = {
  name: 'holds-are-what-is-held',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: %s is held, but its open holds add up to %s', a.id, a.held, coalesce(h.total, 0)) as fault
        from ledger.account a
        left join (select wallet_id, sum(amount) as total from ledger.hold where state = 'open' group by wallet_id) h
          on h.wallet_id = a.id
       where a.type = 'wallet' and a.held <> coalesce(h.total, 0)
       order by a.id limit 1`,
    ),
};

export const debtsAreWhatIsOwed: LedgerCheck = {
  name: 'debts-are-what-is-owed',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('wallet %s: owes %s, but its receivable account says %s', w.id, w.debt, coalesce(o.total, 0)) as fault
        from ledger.account w
        left join (select r.name::uuid as wallet_id, sum(case when t.from_account_id = r.id then t.amount else -t.amount end) as total
                     from ledger.account r
                     join ledger.transfer t on r.id in (t.from_account_id, t.to_account_id)
                    where r.type = 'receivable' group by r.name) o on o.wallet_id = w.id
       where w.type = 'wallet' and w.debt <> coalesce(o.total, 0)
       order by w.id limit 1`,
    ),
};
