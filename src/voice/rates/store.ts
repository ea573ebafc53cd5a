import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Context } from '#policy';
import type { Rate, RateEntry } from './rate.ts';

/**
 * Of each prefix what applies on the date; of those that have not ended the longest. The beginnings of one number sort by their length, so the
 * index is read backwards, and at most one row of each.
 */
export const selectRate = async (
  db: Database,
  prefixes: readonly string[],
  on: Temporal.PlainDate,
): Promise<Rate | undefined> => {
  const { rows } = await sql<Rate & { readonly state: RateEntry['state'] }>`/* name: voice.rate */
    select prefix, state, destination, applies_from, per_minute as per_minute_micros,
           connection_fee as connection_fee_micros, increment as increment_seconds, minimum as minimum_seconds
      from (select distinct on (prefix) * from voice.rate
             where prefix = any(${prefixes}::text[]) and applies_from <= ${on}
             order by prefix desc, applies_from desc) r
     where state <> 'ended' order by prefix desc limit 1`.execute(db);
  const [found] = rows;
  if (found?.state !== 'open') return undefined;
  const { state: _, ...rate } = found;
  return rate;
};

export const upsertRates = async (tx: Tx, context: Context, rates: readonly RateEntry[]): Promise<void> => {
  if (rates.length === 0) return;
  await sql`
    insert into voice.rate (prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum, set_at)
    select prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum, ${context.clock.now()}
      from unnest(${rates.map(({ prefix }) => prefix)}::text[], ${rates.map(({ appliesFrom }) => appliesFrom)}::date[],
                  ${rates.map(({ destination }) => destination)}::text[],
                  ${rates.map(({ state }) => state)}::voice.rate_state[],
                  ${rates.map(({ perMinuteMicros }) => perMinuteMicros)}::bigint[],
                  ${rates.map(({ connectionFeeMicros }) => connectionFeeMicros)}::bigint[],
                  ${rates.map(({ incrementSeconds }) => incrementSeconds)}::int[],
                  ${rates.map(({ minimumSeconds }) => minimumSeconds)}::int[])
           as r (prefix, applies_from, destination, state, per_minute, connection_fee, increment, minimum)
    on conflict (prefix, applies_from) do update
       set destination = excluded.destination, state = excluded.state, per_minute = excluded.per_minute, connection_fee = excluded.connection_fee,
           increment = excluded.increment, minimum = excluded.minimum, set_at = excluded.set_at, import_id = null`.execute(
    tx,
  );
};
