import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { CaseState, FraudCase } from '../case.ts';
import type { SignalName } from '../signals.ts';

const columns = sql.raw(`
  c.id, c.no, c.customer_id, c.state, c.signal, c.proposed_at, c.proposed_by, c.endorsed_at, c.endorsed_by, c.decided_at, c.decided_by,
  c.decision_reason, c.refused_refund_id, c.upheld_at, c.upheld_by, c.returned_journal_id,
  exists (select from fraud.appeal a where a.case_id = c.id and a.state = 'open') as has_open_appeal`);

export const selectCase = async (tx: Tx, id: string): Promise<FraudCase | undefined> => {
  const { rows } = await sql<FraudCase>`select ${columns} from fraud.fraud_case c where c.id = ${id}`.execute(
    tx,
  );
  return rows[0];
};

/** The case of a customer that is proposed or confirmed; there is one at most. */
export const selectOpenCase = async (tx: Tx, customerId: string): Promise<FraudCase | undefined> => {
  const { rows } = await sql<FraudCase>`
    select ${columns} from fraud.fraud_case c
     where c.customer_id = ${customerId} and c.state in ('proposed', 'confirmed')`.execute(tx);
  return rows[0];
};

/** Newest first, those before `no`. */
export const selectCases = async (
  tx: Tx,
  filter: { readonly customerId?: string | undefined; readonly state?: CaseState | undefined },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly FraudCase[]> => {
  const { rows } = await sql<FraudCase>`
    select ${columns} from fraud.fraud_case c
     where ${filter.customerId === undefined ? sql`true` : sql`c.customer_id = ${filter.customerId}`}
       and ${filter.state === undefined ? sql`true` : sql`c.state = ${filter.state}`}
       and ${page.before === null ? sql`true` : sql`c.no < ${page.before}`}
     order by c.no desc limit ${page.limit}`.execute(tx);
  return rows;
};

/** A new proposal; a member of staff stands for it at once, a signal's waits for one. */
export const insertCase = async (
  tx: Tx,
  proposed: {
    readonly id: string;
    readonly customerId: string;
    readonly signal: SignalName | null;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<void> => {
  const { id, customerId, signal, at, by } = proposed;
  await sql`
    insert into fraud.fraud_case (id, customer_id, state, signal, proposed_at, proposed_by, endorsed_at, endorsed_by)
    values (${id}, ${customerId}, 'proposed', ${signal}, ${at}, ${by}, ${signal === null ? at : null},
            ${signal === null ? by : null})`.execute(tx);
};

interface Signed {
  readonly at: Temporal.Instant;
  readonly by: string;
}

export const updateEndorsed = async (tx: Tx, id: string, { at, by }: Signed): Promise<void> => {
  await sql`update fraud.fraud_case set endorsed_at = ${at}, endorsed_by = ${by} where id = ${id}`.execute(
    tx,
  );
};

export const updateDecided = async (
  tx: Tx,
  id: string,
  decided: Signed & {
    readonly state: 'confirmed' | 'dismissed';
    readonly reason: string | null;
    readonly refusedRefundId: string | null;
  },
): Promise<void> => {
  await sql`
    update fraud.fraud_case
       set state = ${decided.state}, decided_at = ${decided.at}, decided_by = ${decided.by}, decision_reason = ${decided.reason},
           refused_refund_id = ${decided.refusedRefundId}
     where id = ${id}`.execute(tx);
};

export const updateUpheld = async (
  tx: Tx,
  id: string,
  { at, by, returnedJournalId }: Signed & { readonly returnedJournalId: bigint | null },
): Promise<void> => {
  await sql`
    update fraud.fraud_case
       set state = 'upheld', upheld_at = ${at}, upheld_by = ${by}, returned_journal_id = ${returnedJournalId}
     where id = ${id}`.execute(tx);
};

/** When a customer's newest case was dismissed or upheld; null: none was. */
export const selectLastReleased = async (tx: Tx, customerId: string): Promise<Temporal.Instant | null> => {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select max(coalesce(upheld_at, decided_at)) as at from fraud.fraud_case
     where customer_id = ${customerId} and state in ('dismissed', 'upheld')`.execute(tx);
  return rows[0]!.at;
};
