import { numberCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Appeal, CaseState, Evidence, FraudCase } from './case.ts';
import { unknownCase } from './errors.ts';
import { selectCase, selectCases, selectOpenCase } from './store/cases.ts';
import { selectAppeals, selectEvidence, selectForfeits } from './store/file.ts';

/** A case with all that lies in its file. */
export interface CaseFile extends FraudCase {
  readonly evidence: readonly Evidence[];
  readonly appeals: readonly Appeal[];
  /** What was forfeited, also after the confirmation; given back when an appeal was upheld. */
  readonly forfeitedMicros: bigint;
}

/** One case. @refuses fraud.unknown */
export const caseById = async (tx: Tx, caseId: string): Promise<CaseFile> => {
  const found = await selectCase(tx, caseId);
  if (found === undefined) throw unknownCase({ caseId });
  const forfeits = await selectForfeits(tx, caseId);
  return {
    ...found,
    evidence: await selectEvidence(tx, caseId),
    appeals: await selectAppeals(tx, caseId),
    forfeitedMicros: forfeits.reduce((sum, { amountMicros }) => sum + amountMicros, 0n),
  };
};

/** Cases, newest first; a page at a time. @refuses pages.invalid_cursor */
export const listCases = async (
  tx: Tx,
  filter: { readonly customerId?: string | undefined; readonly state?: CaseState | undefined },
  { cursor, limit }: PageRequest,
): Promise<Page<FraudCase>> => {
  const rows = await selectCases(tx, filter, { before: numberCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ no }) => String(no));
};

/** What a customer is told of a case of their own: how it stands, not what staff have found. */
export interface Freeze {
  readonly since: Temporal.Instant;
  readonly state: 'proposed' | 'confirmed';
  readonly forfeitedMicros: bigint;
  readonly appeals: readonly Appeal[];
}

/** How the freeze of a customer stands; null: nothing is frozen. */
export const freezeOf = async (tx: Tx, customerId: string): Promise<Freeze | null> => {
  const open = await selectOpenCase(tx, customerId);
  if (open === undefined) return null;
  const { appeals, forfeitedMicros } = await caseById(tx, open.id);
  const state = open.state === 'confirmed' ? 'confirmed' : 'proposed';
  return { since: open.proposedAt, state, forfeitedMicros, appeals };
};

/** The open case of a customer; undefined when there is none. */
export const openCaseOf = (tx: Tx, customerId: string): Promise<FraudCase | undefined> =>
  selectOpenCase(tx, customerId);
