import { runChecks, type Finding, type LedgerCheck } from '#ledger';
import type { Tx } from '#platform';
import { selectMiscounted, selectMiskept } from './checks-store.ts';

/** What must hold of messages and cannot be written as a constraint. */
export const messagingChecks: readonly LedgerCheck[] = [
  {
    name: 'messages-have-the-parts-that-arrived',
    findFault: async (tx) => {
      const wrong = await selectMiscounted(tx);
      return wrong === undefined
        ? null
        : `message ${wrong.id}: ${wrong.counted} parts counted, ${wrong.arrived} arrived`;
    },
  },
  {
    name: 'parts-are-kept-until-their-message-is-whole',
    findFault: async (tx) => {
      const wrong = await selectMiskept(tx);
      return wrong === undefined
        ? null
        : `message ${wrong.id}: ${wrong.counted} parts to be kept, ${wrong.kept} are`;
    },
  },
];

export const checkMessages = (tx: Tx): Promise<readonly Finding[]> => runChecks(tx, messagingChecks);
