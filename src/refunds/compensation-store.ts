import { sql } from 'kysely';
import type { Tx } from '#platform';

/** Names a paid period. */
export const periodKey = ({
  rentalId,
  fromMonth,
}: {
  readonly rentalId: bigint;
  readonly fromMonth: number;
}): string => `${rentalId}/${fromMonth}`;

/** What was given back to a customer with this number, by incident; 0 for those whose time was paid back with others. */
export const selectCompensations = async (
  tx: Tx,
  customerId: string,
  e164: string,
): Promise<ReadonlyMap<string, bigint>> => {
  const { rows } = await sql<{ incidentId: string; amountMicros: bigint }>`
    select incident_id, sum(amount)::bigint as amount_micros
      from refunds.compensation where customer_id = ${customerId} and e164 = ${e164} group by incident_id`.execute(
    tx,
  );
  return new Map(rows.map(({ incidentId, amountMicros }) => [incidentId, amountMicros]));
};

/** What was given back of paid periods, by their key. */
export const selectCompensatedPeriods = async (
  tx: Tx,
  rentalIds: readonly bigint[],
): Promise<ReadonlyMap<string, bigint>> => {
  const { rows } = await sql<{ rentalId: bigint; fromMonth: number; amountMicros: bigint }>`
    select rental_id, from_month, sum(amount)::bigint as amount_micros
      from refunds.compensated_period where rental_id = any(${rentalIds}::bigint[]) group by rental_id, from_month`.execute(
    tx,
  );
  return new Map(rows.map((row) => [periodKey(row), row.amountMicros]));
};

export interface NewCompensation {
  readonly refundId: string;
  readonly customerId: string;
  readonly e164: string;
  readonly incidentId: string;
  readonly incidentVersion: number;
  readonly amountMicros: bigint;
  readonly periods: readonly {
    readonly rentalId: bigint;
    readonly fromMonth: number;
    readonly amountMicros: bigint;
  }[];
}

/** The customer's wallet is locked. */
export const insertCompensation = async (tx: Tx, given: NewCompensation): Promise<void> => {
  const { refundId, customerId, e164, incidentId, incidentVersion, amountMicros, periods } = given;
  await sql`
    insert into refunds.compensation (refund_id, customer_id, e164, incident_id, incident_version, turn, amount)
    select ${refundId}, ${customerId}, ${e164}, ${incidentId}, ${incidentVersion}, count(*) + 1, ${amountMicros}
      from refunds.compensation
     where customer_id = ${customerId} and e164 = ${e164} and incident_id = ${incidentId}`.execute(tx);
  await sql`
    insert into refunds.compensated_period (refund_id, rental_id, from_month, amount)
    select ${refundId}, p.rental_id, p.from_month, p.amount
      from unnest(${periods.map(({ rentalId }) => rentalId)}::bigint[], ${periods.map(({ fromMonth }) => fromMonth)}::int[],
                  ${periods.map((period) => period.amountMicros)}::bigint[]) as p (rental_id, from_month, amount)`.execute(
    tx,
  );
};

/** A run for all whom an incident affected. */
export interface CompensationRun {
  readonly id: string;
  readonly no: bigint;
  readonly incidentId: string;
  readonly startedAt: Temporal.Instant;
  readonly startedBy: string;
  readonly lastRentalId: bigint;
  readonly lookedAt: number;
  readonly compensated: number;
  /** Passed over: they are compensated when their credit is free. */
  readonly frozen: number;
  readonly givenMicros: bigint;
  /** null: it goes on. */
  readonly finishedAt: Temporal.Instant | null;
}

const runColumns = sql.raw(`
  r.id, r.no, r.incident_id, r.started_at, r.started_by, r.last_rental_id, r.looked_at, r.compensated, r.frozen,
  r.given as given_micros, r.finished_at`);

/** When there is a run to go on with. */
export const nextRun = sql`(select min(started_at) from refunds.compensation_run where finished_at is null)`;

export const insertRun = async (
  tx: Tx,
  run: {
    readonly id: string;
    readonly incidentId: string;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<void> => {
  await sql`
    insert into refunds.compensation_run (id, incident_id, started_at, started_by)
    values (${run.id}, ${run.incidentId}, ${run.at}, ${run.by})
    on conflict (incident_id) where finished_at is null do nothing`.execute(tx);
};

export const selectRunUnderWay = async (tx: Tx, incidentId: string): Promise<CompensationRun | null> => {
  const { rows } = await sql<CompensationRun>`
    select ${runColumns} from refunds.compensation_run r
     where r.incident_id = ${incidentId} and r.finished_at is null`.execute(tx);
  return rows[0] ?? null;
};

/** The run that began first and goes on; locked, so that two workers take turns. */
export const lockFirstRun = async (tx: Tx): Promise<CompensationRun | null> => {
  const { rows } = await sql<CompensationRun>`
    select ${runColumns} from refunds.compensation_run r
     where r.finished_at is null order by r.started_at, r.no limit 1 for no key update skip locked`.execute(
    tx,
  );
  return rows[0] ?? null;
};

export const updateRun = async (
  tx: Tx,
  run: Omit<CompensationRun, 'no' | 'incidentId' | 'startedAt' | 'startedBy'>,
): Promise<void> => {
  await sql`
    update refunds.compensation_run
       set last_rental_id = ${run.lastRentalId}, looked_at = ${run.lookedAt}, compensated = ${run.compensated},
           frozen = ${run.frozen}, given = ${run.givenMicros}, finished_at = ${run.finishedAt}
     where id = ${run.id}`.execute(tx);
};

/** A number that a run passed over, because the credit of its holder was frozen. */
export interface PassedOver {
  readonly runId: string;
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
}

export const insertPassedOver = async (tx: Tx, passed: PassedOver): Promise<void> => {
  await sql`
    insert into refunds.passed_over (run_id, rental_id, customer_id, e164)
    values (${passed.runId}, ${passed.rentalId}, ${passed.customerId}, ${passed.e164})`.execute(tx);
};

/** What runs passed over of a customer whose wallet is locked, in their order; it is forgotten. */
export const takePassedOver = async (
  tx: Tx,
  customerId: string,
): Promise<readonly (PassedOver & Pick<CompensationRun, 'incidentId' | 'startedBy'>)[]> => {
  const { rows } = await sql<PassedOver & Pick<CompensationRun, 'incidentId' | 'startedBy'>>`
    with taken as (delete from refunds.passed_over where customer_id = ${customerId} returning *)
    select t.run_id, t.rental_id, t.customer_id, t.e164, r.incident_id, r.started_by
      from taken t join refunds.compensation_run r on r.id = t.run_id
     order by r.no, t.rental_id`.execute(tx);
  return rows;
};

/** Newest first. */
export const selectRuns = async (
  tx: Tx,
  incidentId: string,
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly CompensationRun[]> => {
  const { rows } = await sql<CompensationRun>`
    select ${runColumns} from refunds.compensation_run r
     where r.incident_id = ${incidentId} and (${page.before}::bigint is null or r.no < ${page.before})
     order by r.no desc limit ${page.limit}`.execute(tx);
  return rows;
};

export const selectRun = async (tx: Tx, id: string): Promise<CompensationRun | null> => {
  const { rows } = await sql<CompensationRun>`
    select ${runColumns} from refunds.compensation_run r where r.id = ${id}`.execute(tx);
  return rows[0] ?? null;
};

/** What was given back of a paid period, over all compensations. */
export interface CompensatedSum {
  readonly rentalId: bigint;
  readonly fromMonth: number;
  readonly amountMicros: bigint;
}

/** The periods of up to `limit` rentals after `after` of which something was given back. */
export const selectCompensatedSums = async (
  tx: Tx,
  after: bigint,
  limit: number,
): Promise<readonly CompensatedSum[]> => {
  const { rows } = await sql<CompensatedSum>`
    select rental_id, from_month, sum(amount)::bigint as amount_micros
      from refunds.compensated_period
     where rental_id in (select distinct rental_id from refunds.compensated_period
                          where rental_id > ${after} order by rental_id limit ${limit})
     group by rental_id, from_month order by rental_id, from_month`.execute(tx);
  return rows;
};
