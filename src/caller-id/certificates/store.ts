import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { Certificate, RevocationReason } from './certificate.ts';

const columns = sql.raw(`
  c.code, c.no, c.customer_id, c.rental_id, c.e164, c.holder, c.held_since, c.operator, c.language, c.issued_at, c.issued_on,
  c.revoked_at, c.revoked_because`);

export const insertCertificate = async (
  tx: Tx,
  certificate: Omit<Certificate, 'no' | 'revokedAt' | 'revokedBecause'>,
): Promise<Certificate> => {
  const { code, customerId, rentalId, e164, holder, heldSince, operator, language, issuedAt, issuedOn } =
    certificate;
  const { rows } = await sql<Certificate>`
    insert into caller_id.certificate as c
      (code, customer_id, rental_id, e164, holder, held_since, operator, language, issued_at, issued_on)
    values (${code}, ${customerId}, ${rentalId}, ${e164}, ${holder}, ${heldSince}, ${operator}, ${language}, ${issuedAt}, ${issuedOn})
    returning ${columns}`.execute(tx);
  return rows[0]!;
};

export const selectCertificate = async (db: Database, code: string): Promise<Certificate | undefined> => {
  const { rows } = await sql<Certificate>`
    select ${columns} from caller_id.certificate c where c.code = ${code}`.execute(db);
  return rows[0];
};

/** Newest first. */
export const selectCertificates = async (
  db: Database,
  filter: {
    readonly customerId: string | null;
    readonly e164: string | null;
    readonly before: bigint | null;
    readonly limit: number;
  },
): Promise<readonly Certificate[]> => {
  const { rows } = await sql<Certificate>`
    select ${columns} from caller_id.certificate c
     where (${filter.customerId}::uuid is null or c.customer_id = ${filter.customerId})
       and (${filter.e164}::text is null or c.e164 = ${filter.e164})
       and (${filter.before}::bigint is null or c.no < ${filter.before})
     order by c.no desc limit ${filter.limit}`.execute(db);
  return rows;
};

interface Revocation {
  readonly at: Temporal.Instant;
  readonly because: RevocationReason;
}

/** What is revoked stays as it was revoked. */
export const revokeCode = async (tx: Tx, code: string, { at, because }: Revocation): Promise<void> => {
  await sql`
    update caller_id.certificate set revoked_at = ${at}, revoked_because = ${because}
     where code = ${code} and revoked_at is null`.execute(tx);
};

/** All certificates of a hold on a number. Those that were issued after `at` speak of another time. */
export const revokeOfRental = async (
  tx: Tx,
  rentalId: bigint,
  { at, because }: Revocation,
): Promise<void> => {
  await sql`
    update caller_id.certificate set revoked_at = ${at}, revoked_because = ${because}
     where rental_id = ${rentalId} and revoked_at is null and issued_at <= ${at}`.execute(tx);
};
