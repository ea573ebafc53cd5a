import { createHash } from 'node:crypto';
import { newId, type Tx } from '#platform';
import type { Context } from '#policy';
import { documentNotReadable, documentTooLarge } from './errors.ts';
import type { DocumentKind } from '../requirements/requirement.ts';
import { largestDocumentBytes, type Document } from './document.ts';
import { sniff } from './sniff.ts';
import { insertDocument } from './store.ts';
import type { DocumentVault } from './vault.ts';

export interface DocumentOrder {
  readonly customerId: string;
  readonly kind: DocumentKind;
  readonly bytes: Buffer;
  readonly issuedOn?: Temporal.PlainDate | undefined;
  readonly expiresOn?: Temporal.PlainDate | undefined;
}

/** Who uploads something and uses it for nothing has not meant to leave it here. */
const unusedDays = 60;

/**
 * Takes a document, whatever type its sender says it has: it is read from the bytes. Sealed before it is written.
 * @refuses compliance.document_not_readable, compliance.document_too_large
 */
export const uploadDocument = async (
  tx: Tx,
  context: Context,
  vault: DocumentVault,
  order: DocumentOrder,
): Promise<Document> => {
  const { customerId, kind, bytes, issuedOn = null, expiresOn = null } = order;
  if (bytes.length > largestDocumentBytes) throw documentTooLarge({ mostBytes: largestDocumentBytes });
  const mediaType = sniff(bytes);
  if (mediaType === null) throw documentNotReadable({});
  const now = context.clock.now();
  const document: Document = {
    id: newId(context.clock),
    customerId,
    kind,
    mediaType,
    sizeBytes: bytes.length,
    issuedOn,
    expiresOn,
    uploadedAt: now,
    uploadedBy: context.actor,
    deleteAt: now.add({ hours: unusedDays * 24 }),
    deletedAt: null,
    deletedBecause: null,
  };
  const sha256 = createHash('sha256').update(bytes).digest();
  await insertDocument(tx, document, { sha256, sealed: vault.seal(document.id, bytes) });
  return document;
};
