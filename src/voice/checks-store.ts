import { sql } from 'kysely';
import { firstFault, type LedgerCheck } from '#ledger';

/** What a call's record says that it cost is what its customer was charged, in the journal that it names. */
const callsAreWhatWasCharged: LedgerCheck = {
  name: 'calls-are-what-was-charged',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('call %s of %s says %s in journal %s, which charged %s', c.id, c.customer_id, c.charge, c.journal_id,
                    coalesce(l.change::text, 'nothing')) as fault
        from voice.call c
        left join ledger.wallet_leg l on l.journal_id = c.journal_id and l.wallet_id = c.customer_id and l.code = 'call.charged'
       where c.charge > 0 and l.change is distinct from -c.charge
       order by c.id limit 1`,
    ),
};

/** A call costs its fee and its billed seconds at the rate that it began with, rounded half up; whole steps that cover the talk. */
const callsAreChargedByTheirRate: LedgerCheck = {
  name: 'calls-are-charged-by-their-rate',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('call %s: %s s talked, %s s billed, %s charged at %s a minute in steps of %s s', c.id, c.talk_seconds, c.billed_seconds,
                    c.charge, t.per_minute, t.increment) as fault
        from voice.call c
        join voice.call_target t on t.call_id = c.id and t.step = c.step and t.branch = c.branch
       where c.state = 'ended' and t.kind = 'pstn' and c.talk_seconds > 0
         and (c.billed_seconds % t.increment <> 0 or c.billed_seconds < greatest(c.talk_seconds, t.minimum)
              or c.billed_seconds >= greatest(c.talk_seconds, t.minimum) + t.increment
              or c.charge <> t.connection_fee + round(t.per_minute::numeric * c.billed_seconds / 60))
       order by c.id limit 1`,
    ),
};

export const voiceChecks: readonly LedgerCheck[] = [callsAreWhatWasCharged, callsAreChargedByTheirRate];
