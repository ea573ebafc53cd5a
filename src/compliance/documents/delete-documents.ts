import { inTransaction, type DueTask, type Tx } from '#platform';
import type { Context } from '#policy';
import { inUse } from '../errors.ts';
import type { DocumentRequest } from './read-documents.ts';
import { documentById } from './read-documents.ts';
import {
  eraseContents,
  nextDeletion,
  isDocumentInUse,
  lockDocuments,
  selectDueDocuments,
  selectKeptIds,
} from './store.ts';

const batch = 100;

/**
 * Deletes the bytes of documents whose purpose has ended; that they were there, and when and why they went, stays.
 * @source the issue: encrypted at rest, deleted when their purpose ends
 */
export const deletions: DueTask<Context> = {
  name: 'compliance.deletions',
  housekeeping: true,
  nextDue: nextDeletion,
  run: async (db, context) => {
    for (let total = 0; ;) {
      const count = await inTransaction(db, async (tx) => {
        const now = context.clock.now();
        const ids = await selectDueDocuments(tx, now, batch);
        await eraseContents(tx, ids, { at: now, because: 'purpose_ended' });
        return ids.length;
      });
      total += count;
      if (count < batch) return total;
    }
  },
};

/**
 * The customer takes a document back.
 * @refuses compliance.unknown_document, compliance.in_use while it is in review, or must be kept after it
 */
export const deleteDocument = async (tx: Tx, context: Context, request: DocumentRequest): Promise<void> => {
  const { id, customerId } = await documentById(tx, request);
  const [document] = await lockDocuments(tx, customerId, [id]);
  if (document === undefined || document.deletedAt !== null) return;
  if (await isDocumentInUse(tx, id, context.clock.now())) throw inUse({ id });
  await eraseContents(tx, [id], { at: context.clock.now(), because: 'customer' });
};

/** The account of a customer is closed: nothing that they handed in has a purpose any more. */
export const deleteDocumentsOf = async (tx: Tx, context: Context, customerId: string): Promise<void> => {
  const ids = await selectKeptIds(tx, customerId);
  await eraseContents(tx, ids, { at: context.clock.now(), because: 'account_closed' });
};
