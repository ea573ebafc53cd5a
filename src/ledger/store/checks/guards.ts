import { sql } from 'kysely';
import type { LedgerCheck } from '../../check.ts';
import { firstFault } from './first-fault.ts';

/** A trigger by which the database itself refuses: its table and its name, as in the migrations. */
export type Guard = readonly [table: string, trigger: string];

/**
 * A check that triggers are there and turned on: whoever alters the books first turns them off, and may forget to turn them on.
 */
export const guardsCheck = (name: string, guards: readonly Guard[]): LedgerCheck => ({
  name,
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('the trigger %s on %s is missing or turned off', g.trigger_name, g.table_name) as fault
        from unnest(${guards.map(([table]) => table)}::text[], ${guards.map(([, trigger]) => trigger)}::text[])
             as g (table_name, trigger_name)
        left join pg_trigger t
          on t.tgrelid = g.table_name::regclass and t.tgname = g.trigger_name and t.tgenabled in ('O', 'A')
       where t.oid is null
       order by 1 limit 1`,
    ),
});

export const guardsAreOn = guardsCheck('ledger-guards-are-on', [
  ['ledger.account', 'accounts_are_never_removed'],
  ['ledger.account', 'accounts_stay_what_they_are'],
  ['ledger.block', 'blocks_are_append_only'],
  ['ledger.house_balance', 'house_balances_are_append_only'],
  ['ledger.journal', 'journals_are_never_removed'],
  ['ledger.journal', 'journals_only_get_sealed'],
  ['ledger.transfer', 'new_transfers_are_checked'],
  ['ledger.transfer', 'transfers_are_append_only'],
]);
