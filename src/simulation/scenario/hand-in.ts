import { crc32, deflateSync } from 'node:zlib';
import {
  addAddress,
  addIdentity,
  checkRegistration,
  fillRegistration,
  registrationInFull,
  submitRegistration,
  uploadDocument,
  type DocumentVault,
  type IdentityFields,
  type Requirements,
} from '#compliance';
import type { Tx } from '#platform';
import { today, type Context } from '#policy';

/**
 * Hands in everything that a registration asks for, as a customer would: an identity, an address and documents, small but real, and
 * submits it. What is there already is used again.
 */
export const handInEverything = async (
  tx: Tx,
  context: Context,
  vault: DocumentVault,
  owned: { readonly customerId: string; readonly id: string },
): Promise<void> => {
  const { customerId, id } = owned;
  const { requirements } = await checkRegistration(tx, context, owned);
  const known = await registrationInFull(tx, owned);
  if (known.state === 'open' || known.state === 'rejected')
    await fillRegistration(tx, context, {
      ...owned,
      identityId: known.identityId ?? (await identityFor(tx, context, customerId, requirements)),
      addressId: known.addressId ?? (await addressFor(tx, context, customerId, requirements)),
      documentIds: await documentsFor(tx, context, vault, customerId, requirements),
    });
  await submitRegistration(tx, context, { customerId, id });
};

const identityFor = async (
  tx: Tx,
  context: Context,
  customerId: string,
  { country, applicant, identity }: Requirements,
): Promise<string> => {
  const said: Required<IdentityFields> = {
    givenNames: 'Maria',
    familyName: 'Rossi',
    dateOfBirth: '1985-12-10',
    identityDocumentNumber: 'CA00000AA',
    taxNumber: taxNumbers[country] ?? '00000000',
    legalName: 'Esempio S.r.l.',
    registerNumber: 'HRB 12345',
    representative: 'Maria Rossi',
  };
  const fields = Object.fromEntries(identity.map((field) => [field, said[field]]));
  return (await addIdentity(tx, context, { customerId, applicant, fields })).id;
};

/** Made up, with check digits that are right. */
const taxNumbers: Readonly<Record<string, string>> = {
  IT: 'RSSMRA85T10A562S',
  ES: '12345678Z',
  PT: '501964843',
};

const addressFor = async (
  tx: Tx,
  context: Context,
  customerId: string,
  { country }: Requirements,
): Promise<string> => {
  const lines = { street: '1 High Street', postalCode: '00100', city: 'Example', country };
  return (await addAddress(tx, context, { customerId, ...lines })).id;
};

const documentsFor = async (
  tx: Tx,
  context: Context,
  vault: DocumentVault,
  customerId: string,
  { documents }: Requirements,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const { kind } of documents) {
    const document = await uploadDocument(tx, context, vault, {
      customerId,
      kind,
      bytes: kind === 'identity_document' ? smallPng() : smallPdf(kind),
      issuedOn: today(context).subtract({ days: 10 }),
    });
    ids.push(document.id);
  }
  return ids;
};

/** One grey pixel. @source PNG (third edition) */
export const smallPng = (): Buffer => {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from([0, 0x80]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

/** One empty page. @source ISO 32000-2 */
export const smallPdf = (title: string): Buffer =>
  Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
      '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
      '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj',
      `4 0 obj <</Title (${title})>> endobj`,
      'trailer <</Root 1 0 R /Info 4 0 R>>',
      '%%EOF',
      '',
    ].join('\n'),
    'latin1',
  );
