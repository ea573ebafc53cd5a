import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { Appeal, Evidence } from '../case.ts';

// What lies in the file of a case: evidence, appeals, and the journals by which credit was forfeited.

export const insertEvidence = async (
  tx: Tx,
  caseId: string,
  { at, givenBy, text, facts }: Evidence,
): Promise<void> => {
  await sql`
    insert into fraud.evidence (case_id, at, given_by, text, facts)
    values (${caseId}, ${at}, ${givenBy}, ${text}, ${JSON.stringify(facts)}::jsonb)`.execute(tx);
};

export const selectEvidence = async (tx: Tx, caseId: string): Promise<readonly Evidence[]> => {
  const { rows } = await sql<Evidence>`
    select at, given_by, text, facts from fraud.evidence where case_id = ${caseId} order by id`.execute(tx);
  return rows;
};

/** False when one is open already. */
export const insertAppeal = async (
  tx: Tx,
  caseId: string,
  { text, madeAt, madeBy }: Pick<Appeal, 'text' | 'madeAt' | 'madeBy'>,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into fraud.appeal (case_id, state, text, made_at, made_by)
    values (${caseId}, 'open', ${text}, ${madeAt}, ${madeBy})
    on conflict (case_id) where state = 'open' do nothing
    returning id`.execute(tx);
  return rows.length === 1;
};

/** Answers the open appeal; false when none is open. */
export const updateAppeal = async (
  tx: Tx,
  caseId: string,
  answer: {
    readonly state: 'upheld' | 'rejected';
    readonly at: Temporal.Instant;
    readonly by: string;
    readonly reason: string;
  },
): Promise<boolean> => {
  const { rows } = await sql`
    update fraud.appeal
       set state = ${answer.state}, decided_at = ${answer.at}, decided_by = ${answer.by}, reason = ${answer.reason}
     where case_id = ${caseId} and state = 'open'
    returning id`.execute(tx);
  return rows.length === 1;
};

export const selectAppeals = async (tx: Tx, caseId: string): Promise<readonly Appeal[]> => {
  const { rows } = await sql<Appeal>`
    select state, text, made_at, made_by, decided_at, decided_by, reason
      from fraud.appeal where case_id = ${caseId} order by id`.execute(tx);
  return rows;
};

export const insertForfeit = async (
  tx: Tx,
  forfeit: { readonly journalId: bigint; readonly caseId: string; readonly amountMicros: bigint },
): Promise<void> => {
  await sql`
    insert into fraud.forfeit (journal_id, case_id, amount)
    values (${forfeit.journalId}, ${forfeit.caseId}, ${forfeit.amountMicros})`.execute(tx);
};

export const selectForfeits = async (
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly journalId: bigint; readonly amountMicros: bigint }[]> => {
  const { rows } = await sql<{ journalId: bigint; amountMicros: bigint }>`
    select journal_id, amount as amount_micros from fraud.forfeit where case_id = ${caseId} order by journal_id`.execute(
    tx,
  );
  return rows;
};
