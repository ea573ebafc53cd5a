import { sql } from 'kysely';
import type { Tx } from '#platform';
import { decisionJson, readDecision, type Decision, type Outcome, type RefundSubject } from '#policy';
import type { Refund, RefundRequest } from './refund.ts';

const columns = sql`
  r.id, r.no, r.customer_id, r.subject, r.e164, r.incident_id, r.destination, r.requested as requested_micros, r.decision, r.asked_at, r.asked_by,
  r.decided_at, r.hold_id, r.journal_id, r.granted_journal_id`;

type Row = Omit<Refund, 'decision'> & { readonly decision: unknown };

const fromRow = (row: Row): Refund => ({ ...row, decision: readDecision(row.decision) });

export interface NewRefund {
  readonly id: string;
  readonly request: RefundRequest;
  readonly key: string;
  readonly decision: Decision;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly holdId: string | null;
  readonly journalId: bigint | null;
  readonly grantedJournalId: bigint | null;
}

export const insertRefund = async (tx: Tx, { request, decision, ...refund }: NewRefund): Promise<void> => {
  await sql`
    insert into refunds.refund
      (id, customer_id, subject, e164, incident_id, destination, requested, policy_version_id, outcome, decision, asked_at, asked_by, decided_at,
       idempotency_key, hold_id, journal_id, granted_journal_id)
    values (${refund.id}, ${request.customerId}, ${request.subject}, ${request.e164 ?? null}, ${request.incidentId ?? null}, ${request.destination},
            ${request.amountMicros ?? null}, ${decision.policyVersionId}, ${decision.outcome}, ${decisionJson(decision)}::jsonb,
            ${refund.at}, ${refund.by}, ${decision.outcome === 'waiting' ? null : refund.at}, ${refund.key}, ${refund.holdId},
            ${refund.journalId}, ${refund.grantedJournalId})`.execute(tx);
};

/** Decides a refund that waited. */
export const updateDecision = async (
  tx: Tx,
  id: string,
  {
    decision,
    at,
    journalId,
    grantedJournalId,
  }: {
    readonly decision: Decision;
    readonly at: Temporal.Instant;
    readonly journalId: bigint | null;
    readonly grantedJournalId: bigint | null;
  },
): Promise<void> => {
  await sql`
    update refunds.refund
       set policy_version_id = ${decision.policyVersionId}, outcome = ${decision.outcome}, decision = ${decisionJson(decision)}::jsonb,
           decided_at = ${at}, journal_id = ${journalId}, granted_journal_id = ${grantedJournalId}
     where id = ${id}`.execute(tx);
};

export const selectRefundByKey = async (tx: Tx, customerId: string, key: string): Promise<Refund | null> => {
  const { rows } = await sql<Row>`
    select ${columns} from refunds.refund r where r.customer_id = ${customerId} and r.idempotency_key = ${key}`.execute(
    tx,
  );
  return rows[0] ? fromRow(rows[0]) : null;
};

export const selectRefund = async (tx: Tx, id: string): Promise<Refund | null> => {
  const { rows } = await sql<Row>`select ${columns} from refunds.refund r where r.id = ${id}`.execute(tx);
  return rows[0] ? fromRow(rows[0]) : null;
};

/** The refund of a customer that waits for a fee, if one does. */
export const selectWaiting = async (tx: Tx, customerId: string): Promise<Refund | null> => {
  const { rows } = await sql<Row>`
    select ${columns} from refunds.refund r where r.customer_id = ${customerId} and r.outcome = 'waiting'`.execute(
    tx,
  );
  return rows[0] ? fromRow(rows[0]) : null;
};

/** Newest first, those before `no`. */
export const selectRefunds = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly subject?: RefundSubject | undefined;
    readonly incidentId?: string | undefined;
    readonly outcome?: Outcome | undefined;
  },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Refund[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from refunds.refund r
     where ${filter.customerId ? sql`r.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.subject ? sql`r.subject = ${filter.subject}` : sql`true`}
       and ${filter.incidentId ? sql`r.incident_id = ${filter.incidentId}` : sql`true`}
       and ${filter.outcome ? sql`r.outcome = ${filter.outcome}` : sql`true`}
       and ${page.before === null ? sql`true` : sql`r.no < ${page.before}`}
     order by r.no desc limit ${page.limit}`.execute(tx);
  return rows.map(fromRow);
};

/** What all calls of a customer have cost. */
export const selectSpentOnCalls = async (tx: Tx, customerId: string): Promise<bigint> => {
  const { rows } = await sql<{ spentMicros: bigint }>`
    select coalesce(-sum(change), 0)::bigint as spent_micros
      from ledger.wallet_leg where wallet_id = ${customerId} and code = 'call.charged'`.execute(tx);
  return rows[0]!.spentMicros;
};
