import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Context } from '#policy';
import type { Forwarding, Plan, Rule } from './plan.ts';

const rules = sql.raw(`
  coalesce((
    select jsonb_agg(jsonb_build_object(
             'days', r.days,
             'minutes', case when r.from_minute is not null
                             then jsonb_build_object('from', r.from_minute, 'until', r.until_minute) end,
             'steps', (select jsonb_agg(jsonb_build_object('ringSeconds', s.ring_seconds, 'targets', s.targets) order by s.step)
                         from (select t.step, min(t.ring_seconds) as ring_seconds,
                                      jsonb_agg(jsonb_build_object('kind', t.kind, 'target', t.target) order by t.branch) as targets
                                 from voice.forwarding_target t
                                where t.forwarding_id = r.forwarding_id and t.rule = r.rule group by t.step) s))
             order by r.rule)
      from voice.forwarding_rule r where r.forwarding_id = f.id), '[]') as rules`);
const columns = sql`f.id, f.rental_id, f.e164, f.customer_id, f.channels, f.since, f.until, f.actor, ${rules}`;

/** The forwarding that counts now; undefined: the number forwards to nothing. */
export const selectForwarding = async (db: Database, rentalId: bigint): Promise<Forwarding | undefined> => {
  const { rows } = await sql<Forwarding>`
    select ${columns} from voice.forwarding f where f.rental_id = ${rentalId} and f.until is null`.execute(
    db,
  );
  return rows[0];
};

/** All forwardings of a rental, newest first. */
export const selectForwardings = async (
  db: Database,
  rentalId: bigint,
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Forwarding[]> => {
  const { rows } = await sql<Forwarding>`
    select ${columns} from voice.forwarding f
     where f.rental_id = ${rentalId} and (${page.before}::bigint is null or f.id < ${page.before})
     order by f.id desc limit ${page.limit}`.execute(db);
  return rows;
};

export interface NewForwarding extends Plan {
  readonly rentalId: bigint;
  readonly e164: string;
  readonly customerId: string;
}

/** The new plan takes the place of the one before, which stays in the history. The wallet is locked. */
export const replaceForwarding = async (
  tx: Tx,
  context: Context,
  { rentalId, e164, customerId, channels, rules: wanted }: NewForwarding,
): Promise<void> => {
  const now = context.clock.now();
  await sql`
    update voice.forwarding set until = ${now} where rental_id = ${rentalId} and until is null`.execute(tx);
  const { rows } = await sql<{ id: bigint }>`
    insert into voice.forwarding (rental_id, e164, customer_id, channels, since, actor)
    values (${rentalId}, ${e164}, ${customerId}, ${channels}, ${now}, ${context.actor}) returning id`.execute(
    tx,
  );
  const { id } = rows[0]!;
  for (const [index, rule] of wanted.entries()) await insertRule(tx, id, index + 1, rule);
};

const insertRule = async (tx: Tx, id: bigint, no: number, { days, minutes, steps }: Rule): Promise<void> => {
  await sql`
    insert into voice.forwarding_rule (forwarding_id, rule, days, from_minute, until_minute)
    values (${id}, ${no}, ${days}::int[], ${minutes?.from ?? null}, ${minutes?.until ?? null})`.execute(tx);
  const targets = steps.flatMap((step, stepIndex) =>
    step.targets.map((target, index) => ({
      ...target,
      ringSeconds: step.ringSeconds,
      step: stepIndex + 1,
      branch: index + 1,
    })),
  );
  await sql`
    insert into voice.forwarding_target (forwarding_id, rule, step, branch, ring_seconds, kind, target)
    select ${id}, ${no}, step, branch, ring_seconds, kind, target
      from unnest(${targets.map(({ step }) => step)}::int[], ${targets.map(({ branch }) => branch)}::int[],
                  ${targets.map(({ ringSeconds }) => ringSeconds)}::int[],
                  ${targets.map(({ kind }) => kind)}::voice.target_kind[], ${targets.map(({ target }) => target)}::text[])
           as t (step, branch, ring_seconds, kind, target)`.execute(tx);
};

/** The rentals that forward to a service now, at some hour or other. */
export const rentalsForwardingTo = async (
  db: Database,
  service: string,
  limit: number,
): Promise<readonly Forwarding[]> => {
  const { rows } = await sql<Forwarding>`
    select ${columns} from voice.forwarding f
     where f.until is null
       and exists (select from voice.forwarding_target t
                    where t.forwarding_id = f.id and t.kind = 'service' and t.target = ${service})
     order by f.id limit ${limit}`.execute(db);
  return rows;
};

/** Those of these rentals that forwarded to a number of the telephone network at some moment of [from, until). */
export const rentalsForwardingToNumbers = async (
  db: Database,
  rentalIds: readonly bigint[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<ReadonlySet<bigint>> => {
  const { rows } = await sql<{ rentalId: bigint }>`
    select distinct f.rental_id from voice.forwarding f
     where f.rental_id = any(${rentalIds}::bigint[]) and f.since < ${until} and (f.until is null or f.until > ${from})
       and exists (select from voice.forwarding_target t where t.forwarding_id = f.id and t.kind = 'pstn')`.execute(
    db,
  );
  return new Set(rows.map(({ rentalId }) => rentalId));
};
