import { idCursor, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import { documentDeleted, unknownDocument } from './errors.ts';
import type { Document } from './document.ts';
import { selectContent, selectDocument, selectDocuments } from './store.ts';
import type { DocumentVault } from './vault.ts';

/** One document; `customerId` is left out by staff, who see everybody's. */
export interface DocumentRequest {
  readonly id: string;
  readonly customerId?: string | undefined;
}

/** The record of a document. @refuses compliance.unknown_document also when it is somebody else's */
export const documentById = async (tx: Tx, { id, customerId }: DocumentRequest): Promise<Document> => {
  const document = await selectDocument(tx, id);
  if (document === undefined || (customerId !== undefined && document.customerId !== customerId))
    throw unknownDocument({ id });
  return document;
};

/** A document with its bytes. @refuses compliance.unknown_document, compliance.document_deleted */
export const readDocument = async (
  tx: Tx,
  vault: DocumentVault,
  request: DocumentRequest,
): Promise<Document & { readonly bytes: Buffer }> => {
  const document = await documentById(tx, request);
  const sealed = await selectContent(tx, document.id);
  if (sealed === undefined) throw documentDeleted({ id: document.id });
  return { ...document, bytes: vault.open(document.id, sealed) };
};

/** The documents of a customer, newest first, deleted ones too. @refuses pages.invalid_cursor */
export const documentsOf = async (
  tx: Tx,
  { customerId, limit, cursor }: PageRequest & { readonly customerId: string },
): Promise<Page<Document>> => {
  const rows = await selectDocuments(tx, { customerId, before: idCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ id }) => id);
};
