import { heldBy } from '#numbers';
import { numberCursor, pageFrom, type Database, type Page, type PageRequest } from '#platform';
import { unknownCertificate } from '../errors.ts';
import type { Certificate, CertificateState } from './certificate.ts';
import { readCode } from './code.ts';
import { selectCertificate, selectCertificates } from './store.ts';

/** A certificate and what it is worth now. */
export interface CheckedCertificate extends Certificate {
  readonly state: CertificateState;
}

/**
 * What a certificate says and whether it holds, for anyone who has its code; of `customerId`, where one is given. Typed as people type.
 * @refuses caller_id.unknown_certificate the same for whatever is no code of ours
 * @source POLICY S4
 */
export const checkCertificate = async (
  db: Database,
  asked: { readonly code: string; readonly customerId?: string | undefined },
): Promise<CheckedCertificate> => {
  const code = readCode(asked.code);
  const found = code === null ? undefined : await selectCertificate(db, code);
  if (found === undefined || (asked.customerId !== undefined && found.customerId !== asked.customerId))
    throw unknownCertificate({});
  return withState(db, found);
};

/** Newest first. @refuses pages.invalid_cursor */
export const listCertificates = async (
  db: Database,
  filter: PageRequest & { readonly customerId?: string | undefined; readonly e164?: string | undefined },
): Promise<Page<CheckedCertificate>> => {
  const { customerId = null, e164 = null, limit } = filter;
  const before = numberCursor(filter.cursor);
  const rows = await selectCertificates(db, { customerId, e164, before, limit: limit + 1 });
  const checked: CheckedCertificate[] = [];
  for (const row of rows) checked.push(await withState(db, row));
  return pageFrom(checked, limit, ({ no }) => String(no));
};

/** Between the loss of a number and the revocation that follows, and while it is suspended, its certificates are worth nothing either. */
const withState = async (db: Database, certificate: Certificate): Promise<CheckedCertificate> => {
  if (certificate.revokedAt !== null) return { ...certificate, state: 'revoked' };
  const rental = await heldBy(db, certificate.e164);
  const works =
    rental !== null &&
    rental !== 'unknown' &&
    rental.id === certificate.rentalId &&
    rental.state === 'active';
  return { ...certificate, state: works ? 'valid' : 'suspended' };
};
