import { sql } from 'kysely';
import { doneThroughExpression, dueOn, type Database, type DueQuestion, type Tx } from '#platform';

/** A customer with numbers that lead to a service now, at some hour or other. */
export interface ServiceUser {
  readonly customerId: string;
  readonly rentals: readonly { readonly id: string; readonly e164: string }[];
}

/** Those after `after`, by id. */
export const selectServiceUsers = async (
  db: Database,
  page: { readonly service: string; readonly after: string | null; readonly limit: number },
): Promise<readonly ServiceUser[]> => {
  const { rows } = await sql<ServiceUser>`
    select f.customer_id,
           jsonb_agg(jsonb_build_object('id', f.rental_id::text, 'e164', f.e164) order by f.rental_id) as rentals
      from voice.forwarding f
     where f.until is null and (${page.after}::uuid is null or f.customer_id > ${page.after})
       and exists (select from voice.forwarding_target t
                    where t.forwarding_id = f.id and t.kind = 'service' and t.target = ${page.service})
     group by f.customer_id order by f.customer_id limit ${page.limit}`.execute(db);
  return rows;
};

/** The rentals of a customer that lead to a service now. */
export const selectOnService = async (
  db: Database,
  customerId: string,
  service: string,
): Promise<readonly { readonly id: bigint; readonly e164: string }[]> => {
  const { rows } = await sql<{ id: bigint; e164: string }>`
    select f.rental_id as id, f.e164 from voice.forwarding f
     where f.until is null and f.customer_id = ${customerId}
       and exists (select from voice.forwarding_target t
                    where t.forwarding_id = f.id and t.kind = 'service' and t.target = ${service})
     order by f.rental_id`.execute(db);
  return rows;
};

/** Of a forwarding whose rental has ended: its history ends with it. */
export const endForwarding = async (tx: Tx, rentalId: bigint, at: Temporal.Instant): Promise<void> => {
  await sql`update voice.forwarding set until = ${at} where rental_id = ${rentalId} and until is null`.execute(
    tx,
  );
};

/** The start of the first date on which a service has ended whose forwardings have not been ended. */
export const nextServiceEnd: DueQuestion = dueOn(sql`
  select min(e.ends_on) from suppliers.announced_end e
   where not exists (select from voice.ended_service done where done.service = e.service)`);

/** Which of these services are still in the forwardings, as far as anybody has looked. */
export const notYetEnded = async (db: Database, services: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await sql<{ service: string }>`
    select service from unnest(${services}::text[]) as service
     where not exists (select from voice.ended_service done where done.service = service)
     order by service`.execute(db);
  return rows.map(({ service }) => service);
};

export const insertEnded = async (
  tx: Tx,
  ended: { readonly service: string; readonly at: Temporal.Instant; readonly forwardings: bigint },
): Promise<void> => {
  await sql`
    insert into voice.ended_service (service, ended_at, forwardings)
    values (${ended.service}, ${ended.at}, ${ended.forwardings}) on conflict do nothing`.execute(tx);
};

/** The next date after what is done on which a step of a service falls. */
export const nextReminder = (name: string, steps: readonly number[]): DueQuestion =>
  dueOn(sql`
    select min(e.ends_on - step) from suppliers.announced_end e, unnest(${sql.lit(`{${steps.join()}}`)}::int[]) as step
     where e.ends_on - step > coalesce(${doneThroughExpression(name)}, date '0001-01-01')`);

export interface ReminderStep {
  readonly service: string;
  readonly lastDay: Temporal.PlainDate;
  readonly step: number;
}

/** Writes down who is reminded now; returns those whom nobody had reminded of this step before. */
export const insertReminders = async (
  tx: Tx,
  { service, lastDay, step }: ReminderStep,
  customerIds: readonly string[],
  at: Temporal.Instant,
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ customerId: string }>`
    insert into voice.sunset_reminder (service, last_day, step, customer_id, sent_at)
    select ${service}, ${lastDay}::date, ${step}, customer_id, ${at}::timestamptz from unnest(${customerIds}::uuid[]) as customer_id
    on conflict do nothing
    returning customer_id`.execute(tx);
  return new Set(rows.map(({ customerId }) => customerId));
};
