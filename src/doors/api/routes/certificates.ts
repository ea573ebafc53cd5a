import { z } from 'zod';
import {
  certificatePdf,
  checkCertificate,
  issueCertificate,
  listCertificates,
  revokeCertificate,
  unknownCertificate,
  writeCode,
  type CheckedCertificate,
} from '#caller-id';
import { notYours, quarantined, registering } from '#numbers';
import { frozen } from '#wallet';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  calendarDate,
  customerFilter,
  customerQuery,
  e164,
  e164InQuery,
  id,
  instant,
  language,
  pageOf,
  pageQuery,
  query,
} from '../schemas.ts';

const state = z.enum(['valid', 'suspended', 'revoked']).meta({
  description:
    'valid: the holder has the number now; suspended: not at the moment, for example while it is being looked into; revoked: no longer, for good',
});
const code = z
  .string()
  .max(40)
  .meta({ examples: ['7F3K-9QXC-0M2V-HT8W'] });

const shown = {
  code,
  state,
  number: e164,
  heldSince: calendarDate,
  issuedOn: calendarDate,
  operator: z.string().meta({ description: 'Who says so', examples: ['Lantern Numbers'] }),
  revokedAt: instant.nullable(),
};

const certificate = z
  .object({
    ...shown,
    customerId: id,
    holder: z.string().meta({ examples: ['Ada Lovelace'] }),
    language,
    issuedAt: instant,
    revokedBecause: z.enum(['number_cancelled', 'by_holder']).nullable(),
    url: z.url().meta({
      description: 'Where anyone can check it',
      examples: ['https://numbers.example.net/v1/certificates/7F3K-9QXC-0M2V-HT8W'],
    }),
  })
  .meta({ id: 'Certificate', description: 'A dated statement that a customer holds a number' });

const checked = z.object({
  ...shown,
  holder: z
    .string()
    .nullable()
    .meta({ description: 'null once it is revoked', examples: ['Ada Lovelace'] }),
});

const urlOf = (baseUrl: string, plain: string): string => `${baseUrl}/v1/certificates/${writeCode(plain)}`;

const certificateOut = (baseUrl: string, found: CheckedCertificate) => {
  const { code: plain, e164: number, no: _no, rentalId: _rentalId, ...rest } = found;
  return { ...rest, code: writeCode(plain), number, url: urlOf(baseUrl, plain) };
};

// Anybody may ask, and nobody has this many to check by hand.
const checksPerMinute = 30;
// Each is drawn anew.
const pdfsPerMinute = 30;

export const certificateRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers/:number/certificates',
      tag: 'Caller id',
      operationId: 'issueCertificate',
      summary: 'Certify that the customer holds a number',
      description:
        'Other providers may ask for it before a number is used as caller id there. It is dated, names the holder as the account does, is in the account’s language, and anyone can check it by its code. It is revoked when the number is cancelled; a number that is restored gets a new one.',
      permission: 'numbers:write',
      params: z.object({ number: e164 }),
      query: query(customerQuery),
      status: 201,
      answer: 'Issued',
      response: certificate,
      refuses: [notYours, quarantined, registering, frozen],
      audit: 'caller_id.certificate_issued',
      handler: async (tx, call) => {
        const held = { customerId: await call.customerId(tx), e164: call.params.number };
        const issued = await issueCertificate(tx, call.context, held);
        return certificateOut(app.config.baseUrl, { ...issued, state: 'valid' });
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/certificates',
      tag: 'Caller id',
      operationId: 'listCertificates',
      summary: 'The certificates that were issued',
      description: 'Newest first: to the customer; for staff to everybody.',
      permission: 'numbers:read',
      query: query({ ...pageQuery, ...customerFilter, number: e164InQuery.optional() }),
      response: pageOf(certificate),
      handler: async (tx, call) => {
        const { number, limit, cursor } = call.query;
        const page = await listCertificates(tx, { ...(await call.owner(tx)), e164: number, limit, cursor });
        return { ...page, items: page.items.map((item) => certificateOut(app.config.baseUrl, item)) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/certificates/:code',
      tag: 'Caller id',
      operationId: 'checkCertificate',
      summary: 'Check a certificate',
      description:
        'For anyone who was shown one, without signing in: what it says, and whether it still holds. Small letters, other spaces, and O for 0 are understood. Codes cannot be guessed, and whatever is none is answered alike.',
      permission: null,
      requestsPerMinute: checksPerMinute,
      params: z.object({ code }),
      response: checked,
      refuses: [unknownCertificate],
      handler: async (tx, call) => {
        const found = await checkCertificate(tx, { code: call.params.code });
        const { state: now, e164: number, heldSince, issuedOn, operator, revokedAt, holder } = found;
        const facts = { state: now, number, heldSince, issuedOn, operator, revokedAt };
        return { code: writeCode(found.code), ...facts, holder: now === 'revoked' ? null : holder };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/certificates/:code/document',
      tag: 'Caller id',
      operationId: 'getCertificate',
      summary: 'One’s own certificate, also as a PDF',
      description:
        'With `Accept: application/pdf` the document to print or to send on, in the language in which it was issued.',
      permission: 'numbers:read',
      requestsPerMinute: pdfsPerMinute,
      params: z.object({ code }),
      query: query(customerFilter),
      response: certificate,
      otherForm: {
        mediaType: 'application/pdf',
        example: '%PDF-1.7 …',
        write: ({ code: written, number, ...rest }) =>
          certificatePdf({ ...rest, code: written.replaceAll('-', ''), e164: number }, rest.url),
      },
      refuses: [unknownCertificate],
      handler: async (tx, call) => {
        const asked = { code: call.params.code, ...(await call.owner(tx)) };
        return certificateOut(app.config.baseUrl, await checkCertificate(tx, asked));
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'DELETE',
      url: '/v1/certificates/:code',
      tag: 'Caller id',
      operationId: 'revokeCertificate',
      summary: 'Revoke one’s own certificate',
      description:
        'For good. Whoever checks it from now on reads that it is revoked, and no longer by whom the number is held.',
      permission: 'numbers:write',
      params: z.object({ code }),
      query: query(customerFilter),
      response: certificate,
      refuses: [unknownCertificate],
      audit: 'caller_id.certificate_revoked',
      handler: async (tx, call) => {
        const asked = { code: call.params.code, ...(await call.owner(tx)) };
        await revokeCertificate(tx, call.context, asked);
        return certificateOut(app.config.baseUrl, await checkCertificate(tx, asked));
      },
    }),
];
