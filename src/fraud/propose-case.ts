import assert from 'node:assert/strict';
import { lockWallets } from '#ledger';
import { suspendNumbers } from '#numbers';
import { newId, recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { freezeCredit } from '#wallet';
import { caseOpen } from './errors.ts';
import { isStaff } from './rules.ts';
import { explainFinding, type Finding, type SignalName } from './signals.ts';
import { insertCase, selectOpenCase } from './store/cases.ts';
import { insertEvidence } from './store/file.ts';

export interface Proposal {
  readonly customerId: string;
  /** What speaks for it, in the words of the member of staff who proposes it. */
  readonly evidence: string;
}

/**
 * A member of staff proposes a case, with evidence: in this transaction the credit is frozen and the active numbers are suspended.
 * Records fraud.proposed. Returns the case's id.
 * @refuses fraud.case_open
 * @source POLICY.md F1
 */
export const proposeCase = async (
  tx: Tx,
  context: Context,
  { customerId, evidence }: Proposal,
): Promise<string> => {
  assert(isStaff(context.actor), 'a member of staff proposes');
  await lockWallets(tx, [customerId]);
  const open = await selectOpenCase(tx, customerId);
  if (open !== undefined) throw caseOpen({ caseId: open.id });
  return freeze(tx, context, { customerId, signal: null, text: evidence, facts: {} });
};

/**
 * A signal proposes a case by itself, with what it counted as evidence. Nothing when the customer has an open case. Returns the case's
 * id, null when none was opened.
 */
export const proposeBySignal = async (
  tx: Tx,
  context: Context,
  customerId: string,
  found: { readonly finding: Finding; readonly examples: readonly unknown[] },
): Promise<string | null> => {
  await lockWallets(tx, [customerId]);
  if ((await selectOpenCase(tx, customerId)) !== undefined) return null;
  const { finding, examples } = found;
  return freeze(
    tx,
    { ...context, actor: 'system' },
    {
      customerId,
      signal: finding.signal,
      text: explainFinding.en(finding),
      facts: { ...finding, examples },
    },
  );
};

interface NewCase {
  readonly customerId: string;
  readonly signal: SignalName | null;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const freeze = async (
  tx: Tx,
  context: Context,
  { customerId, signal, text, facts }: NewCase,
): Promise<string> => {
  const caseId = newId(context.clock);
  const at = context.clock.now();
  await insertCase(tx, { id: caseId, customerId, signal, at, by: context.actor });
  await insertEvidence(tx, caseId, { at, givenBy: context.actor, text, facts });
  await freezeCredit(tx, context, customerId);
  const suspended = await suspendNumbers(tx, context, customerId);
  await recordEvents(tx, context.clock, 'fraud.proposed', [{ customerId, caseId, signal, suspended }]);
  return caseId;
};
