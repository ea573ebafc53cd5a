import { sql } from 'kysely';
import { dueAt, type Tx } from '#platform';
import type { DeletionReason, Document } from './document.ts';
import type { Sealed } from './vault.ts';

const columns = sql.raw(`
  d.id, d.customer_id, d.kind, d.media_type, d.size_bytes, d.issued_on, d.expires_on, d.uploaded_at, d.uploaded_by, d.delete_at,
  d.deleted_at, d.deleted_because`);

export const insertDocument = async (
  tx: Tx,
  document: Document,
  { sha256, sealed }: { readonly sha256: Buffer; readonly sealed: Sealed },
): Promise<void> => {
  await sql`
    insert into compliance.document
      (id, customer_id, kind, media_type, size_bytes, sha256, issued_on, expires_on, uploaded_at, uploaded_by, delete_at)
    values (${document.id}, ${document.customerId}, ${document.kind}, ${document.mediaType}, ${document.sizeBytes}, ${sha256},
            ${document.issuedOn}, ${document.expiresOn}, ${document.uploadedAt}, ${document.uploadedBy}, ${document.deleteAt})`.execute(
    tx,
  );
  await sql`
    insert into compliance.document_content (document_id, key_id, nonce, tag, ciphertext)
    values (${document.id}, ${sealed.keyId}, ${sealed.nonce}, ${sealed.tag}, ${sealed.ciphertext})`.execute(
    tx,
  );
};

export const selectDocument = async (tx: Tx, id: string): Promise<Document | undefined> => {
  const { rows } =
    await sql<Document>`select ${columns} from compliance.document d where d.id = ${id}`.execute(tx);
  return rows[0];
};

export const selectContent = async (tx: Tx, id: string): Promise<Sealed | undefined> => {
  const { rows } = await sql<Sealed>`
    select key_id, nonce, tag, ciphertext from compliance.document_content where document_id = ${id}`.execute(
    tx,
  );
  return rows[0];
};

export const selectDocuments = async (
  tx: Tx,
  filter: { readonly customerId: string; readonly before: string | null; readonly limit: number },
): Promise<readonly Document[]> => {
  const { rows } = await sql<Document>`
    select ${columns} from compliance.document d
     where d.customer_id = ${filter.customerId} and (${filter.before}::uuid is null or d.id < ${filter.before})
     order by d.id desc limit ${filter.limit}`.execute(tx);
  return rows;
};

/** Those of a registration, oldest first. */
export const selectRegistrationDocuments = async (
  tx: Tx,
  registrationId: string,
): Promise<readonly Document[]> => {
  const { rows } = await sql<Document>`
    select ${columns} from compliance.document d
      join compliance.registration_document u on u.document_id = d.id
     where u.registration_id = ${registrationId} order by d.id`.execute(tx);
  return rows;
};

/** These documents of a customer, locked, so that none is deleted while it is put to use. */
export const lockDocuments = async (
  tx: Tx,
  customerId: string,
  ids: readonly string[],
): Promise<readonly Document[]> => {
  const { rows } = await sql<Document>`
    select ${columns} from compliance.document d
     where d.customer_id = ${customerId} and d.id = any(${ids}::uuid[]) order by d.id for no key update`.execute(
    tx,
  );
  return rows;
};

/** Whether a registration with it is in review, or was approved and its days are not over. */
export const isDocumentInUse = async (tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from compliance.registration_document u
        join compliance.registration r on r.id = u.registration_id
        join compliance.document d on d.id = u.document_id
       where u.document_id = ${id} and (r.state = 'submitted' or (r.state = 'approved' and d.delete_at > ${now}))) as found`.execute(
    tx,
  );
  return rows[0]!.found;
};

export const nextDeletion = dueAt(sql`
  select min(delete_at) from compliance.document where deleted_at is null and delete_at is not null`);

export const selectDueDocuments = async (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from compliance.document
     where deleted_at is null and delete_at <= ${now} order by delete_at limit ${limit}
       for update skip locked`.execute(tx);
  return rows.map(({ id }) => id);
};

export const selectKeptIds = async (tx: Tx, customerId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from compliance.document where customer_id = ${customerId} and deleted_at is null order by id for update`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
};

export const eraseContents = async (
  tx: Tx,
  ids: readonly string[],
  { at, because }: { readonly at: Temporal.Instant; readonly because: DeletionReason },
): Promise<void> => {
  if (ids.length === 0) return;
  await sql`delete from compliance.document_content where document_id = any(${ids}::uuid[])`.execute(tx);
  await sql`
    update compliance.document set deleted_at = ${at}, deleted_because = ${because}
     where id = any(${ids}::uuid[]) and deleted_at is null`.execute(tx);
};
