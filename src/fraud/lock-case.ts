import assert from 'node:assert/strict';
import { lockWallets } from '#ledger';
import type { Tx } from '#platform';
import type { Context } from '#policy';
import type { CaseState, FraudCase } from './case.ts';
import { unknownCase, wrongState } from './errors.ts';
import { isStaff } from './rules.ts';
import { selectCase } from './store/cases.ts';

/**
 * A case for a change, which a member of staff makes: the lock of the customer's wallet is the lock of their cases.
 * @refuses fraud.unknown, fraud.wrong_state
 */
export const lockCase = async (
  tx: Tx,
  context: Context,
  { caseId, state }: { readonly caseId: string; readonly state: CaseState },
): Promise<FraudCase> => {
  assert(isStaff(context.actor), 'members of staff decide about fraud');
  const found = await selectCase(tx, caseId);
  if (found === undefined) throw unknownCase({ caseId });
  await lockWallets(tx, [found.customerId]);
  const fraudCase = (await selectCase(tx, caseId))!;
  if (fraudCase.state !== state) throw wrongState({ caseId, state: fraudCase.state });
  return fraudCase;
};
