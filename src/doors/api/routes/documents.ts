import { z } from 'zod';
import { audit } from '#customers';
import {
  deleteDocument,
  documentById,
  documentDeleted,
  documentNotReadable,
  documentsOf,
  documentTooLarge,
  inUse,
  largestDocumentBytes,
  mediaTypes,
  readDocument,
  unknownDocument,
  uploadDocument,
} from '#compliance';
import { inTransaction } from '#platform';
import type { App } from '../../../app.ts';
import { fileRoute, readRoute, route, writeRoute, type Register } from '../route.ts';
import { bodyTooLarge } from '../request-errors.ts';
import { calendarDate, customerFilter, customerQuery, id, pageOf, pageQuery, query } from '../schemas.ts';
import type { Api } from '../server.ts';
import { document, documentKind } from './registration-forms.ts';

const params = z.object({ documentId: id });

export const documentRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/documents',
      tag: 'Registrations',
      operationId: 'listDocuments',
      summary: 'Documents',
      description: 'Newest first; the records of deleted ones too.',
      permission: 'registrations:read',
      query: query({ ...pageQuery, ...customerQuery }),
      response: pageOf(document),
      handler: async (tx, call) => {
        const { limit, cursor } = call.query;
        return documentsOf(tx, { customerId: await call.customerId(tx), limit, cursor });
      },
    }),

  (api, app) => {
    void api.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        [...mediaTypes],
        // One byte more, so that the domain says what is too large, in the caller's language.
        { parseAs: 'buffer', bodyLimit: largestDocumentBytes + 1 },
        (_, sent, done) => done(null, sent),
      );
      uploadRoute(scope, app);
    });
  },

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/documents/:documentId',
      tag: 'Registrations',
      operationId: 'getDocument',
      summary: 'The record of a document',
      description: 'What it is, and when its bytes are, or were, deleted.',
      permission: 'registrations:read',
      params,
      query: query(customerFilter),
      response: document,
      refuses: [unknownDocument],
      handler: async (tx, call) =>
        documentById(tx, { id: call.params.documentId, ...(await call.owner(tx)) }),
    }),

  (api, app) =>
    fileRoute(api, app, {
      method: 'GET',
      url: '/v1/documents/:documentId/content',
      tag: 'Registrations',
      operationId: 'downloadDocument',
      summary: 'A document itself',
      description: 'Its bytes, as they were uploaded. That staff looked at it is written to the audit log.',
      permission: 'registrations:read',
      staffPermission: 'registrations:review',
      params,
      query: query(customerFilter),
      response: z.string(),
      download: mediaTypes,
      answer: 'The bytes',
      refuses: [unknownDocument, documentDeleted],
      handler: async (tx, call) => {
        const { documentId } = call.params;
        const found = await readDocument(tx, app.vault, { id: documentId, ...(await call.owner(tx)) });
        if (call.caller?.kind === 'staff')
          await audit(tx, call.context, {
            action: 'document.seen',
            customerId: found.customerId,
            subject: documentId,
            details: { kind: found.kind },
          });
        return found;
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/documents/:documentId',
      tag: 'Registrations',
      operationId: 'deleteDocument',
      summary: 'Take a document back',
      description:
        'Its bytes are deleted; its record stays. Not while it is in review, or must be kept after it.',
      permission: 'registrations:write',
      params,
      query: query(customerQuery),
      response: document,
      refuses: [unknownDocument, inUse],
      audit: 'document.deleted',
      handler: async (tx, call) => {
        const owned = { id: call.params.documentId, customerId: await call.customerId(tx) };
        await deleteDocument(tx, call.context, owned);
        return documentById(tx, owned);
      },
    }),
];

const uploadRoute = (api: Api, app: App): void =>
  route(api, app, {
    method: 'POST',
    url: '/v1/documents',
    tag: 'Registrations',
    operationId: 'uploadDocument',
    summary: 'Upload a document',
    description:
      'A PDF, JPEG or PNG of up to 10 MB as the raw body, for example `curl --data-binary @bill.pdf -H "content-type: application/pdf"`. What it is, is read from its bytes. It is kept sealed, and deleted when its purpose ends: an unused one after sixty days.',
    permission: 'registrations:write',
    query: query({
      ...customerQuery,
      kind: documentKind,
      issuedOn: calendarDate.optional().meta({ description: 'Needed where a country limits the age' }),
      expiresOn: calendarDate.optional(),
    }),
    upload: { mediaType: 'application/pdf', example: '%PDF-1.7 …', others: ['image/jpeg', 'image/png'] },
    status: 201,
    answer: 'Uploaded',
    response: document,
    refuses: [documentNotReadable, documentTooLarge, bodyTooLarge],
    handler: async (call) => {
      const { kind, issuedOn, expiresOn } = call.query;
      const sent = call.request.body as Buffer | undefined;
      return inTransaction(app.connection.db, async (tx) => {
        const customerId = await call.customerId(tx);
        const bytes = sent ?? Buffer.alloc(0);
        const uploaded = await uploadDocument(tx, call.context, app.vault, {
          customerId,
          kind,
          bytes,
          issuedOn,
          expiresOn,
        });
        if (call.caller?.kind === 'staff')
          await audit(tx, call.context, {
            action: 'document.uploaded',
            customerId,
            subject: uploaded.id,
            details: { kind },
          });
        return uploaded;
      });
    },
  });
