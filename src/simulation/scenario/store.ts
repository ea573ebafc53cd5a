// The runner looks at the tables of every domain, to see what must hold whatever the domains say of themselves.
import { sql } from 'kysely';
import type { Tx } from '#platform';

/** An event whose reaction failed, in words; null when there is none. */
export const findFailedReaction = async (tx: Tx): Promise<string | null> => {
  const { rows } = await sql<{ broken: string }>`
    select 'the reaction to ' || kind || ' failed: ' || last_error as broken
      from platform.event where failures > 0 and dispatched_at is null order by id limit 1`.execute(tx);
  return rows[0]?.broken ?? null;
};

/** Changes with everything that a step can change. */
export const countEverything = async (tx: Tx): Promise<string> => {
  const { rows } = await sql<{ everything: string }>`
    select concat_ws(' ',
      (select count(*) from ledger.journal), (select count(*) from ledger.hold), (select count(*) from numbers.history),
      (select count(*) from voice.forwarding), (select count(*) from voice.call), (select count(*) from voice.rate),
      (select count(*) from refunds.refund), (select count(*) from payments.payment), (select count(*) from payments.payout),
      (select count(*) from payments.dispute), (select count(*) from payments.saved_method),
      (select md5(string_agg(s::text, ',' order by s.customer_id)) from voice.setting s),
      (select md5(string_agg(a::text, ',' order by a.no)) from payments.automatic_payment a),
      (select md5(string_agg(t::text, ',' order by t.customer_id)) from payments.automatic_top_up t),
      (select count(*) from platform.event), (select count(*) from notifications.mail),
      (select count(*) from messaging.arrival), (select count(*) from caller_id.verification),
      (select md5(string_agg(c::text, ',' order by c.no)) from caller_id.certificate c),
      (select md5(string_agg(r::text, ',' order by id)) from numbers.rental r),
      (select md5(string_agg(n::text, ',' order by e164)) from numbers.number n)) as everything`.execute(tx);
  return rows[0]!.everything;
};
