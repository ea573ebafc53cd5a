import { sql } from 'kysely';
import type { Context } from '#policy';
import { dueAt, type Tx } from '#platform';
import type { Registration, RegistrationState, Review } from './registration.ts';

const columns = sql.raw(`
  r.id, r.rental_id, r.customer_id, r.e164, r.country, r.kind, r.state, r.opened_at, r.deadline, r.identity_id, r.address_id,
  r.submitted_at, r.decided_at, r.release_at, r.release_waits, r.forfeited, r.ended_at`);

export type NewRegistration = Pick<
  Registration,
  'id' | 'rentalId' | 'customerId' | 'e164' | 'country' | 'kind' | 'openedAt' | 'deadline'
> & { readonly nextReminderAt: Temporal.Instant | null };

export const insertRegistration = async (tx: Tx, opened: NewRegistration): Promise<void> => {
  await sql`
    insert into compliance.registration
      (id, rental_id, customer_id, e164, country, kind, opened_at, deadline, release_at, next_reminder_at)
    values (${opened.id}, ${opened.rentalId}, ${opened.customerId}, ${opened.e164}, ${opened.country}, ${opened.kind},
            ${opened.openedAt}, ${opened.deadline}, ${opened.deadline}, ${opened.nextReminderAt})`.execute(
    tx,
  );
};

export const selectRegistration = async (tx: Tx, id: string): Promise<Registration | undefined> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r where r.id = ${id}`.execute(tx);
  return rows[0];
};

export const lockRegistration = async (tx: Tx, id: string): Promise<Registration | undefined> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r where r.id = ${id} for no key update`.execute(tx);
  return rows[0];
};

export const selectByRental = async (tx: Tx, rentalId: bigint): Promise<Registration | undefined> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r where r.rental_id = ${rentalId}`.execute(tx);
  return rows[0];
};

export const lockByRental = async (tx: Tx, rentalId: bigint): Promise<Registration | undefined> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r where r.rental_id = ${rentalId} for no key update`.execute(
    tx,
  );
  return rows[0];
};

export const selectRegistrations = async (
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly e164?: string | undefined;
    readonly state?: RegistrationState | undefined;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<readonly Registration[]> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r
     where ${filter.customerId ? sql`r.customer_id = ${filter.customerId}` : sql`true`}
       and ${filter.e164 ? sql`r.e164 = ${filter.e164}` : sql`true`}
       and ${filter.state ? sql`r.state = ${filter.state}` : sql`true`}
       and ${filter.before === null ? sql`true` : sql`r.id < ${filter.before}`}
     order by r.id desc limit ${filter.limit}`.execute(tx);
  return rows;
};

export const setIdentityAndAddress = async (
  tx: Tx,
  id: string,
  { identityId, addressId }: Pick<Registration, 'identityId' | 'addressId'>,
): Promise<void> => {
  await sql`
    update compliance.registration set identity_id = ${identityId}, address_id = ${addressId} where id = ${id}`.execute(
    tx,
  );
};

export const replaceDocuments = async (tx: Tx, id: string, documentIds: readonly string[]): Promise<void> => {
  await sql`
    delete from compliance.registration_document
     where registration_id = ${id} and document_id <> all(${documentIds}::uuid[])`.execute(tx);
  await sql`
    insert into compliance.registration_document (registration_id, document_id)
    select ${id}::uuid, document_id from unnest(${documentIds}::uuid[]) as document_id
    on conflict do nothing`.execute(tx);
};

/** A document is kept while a registration needs it, then as long as the longest of them says; unused ones for sixty days. */
export const settleDocuments = async (tx: Tx, documentIds: readonly string[]): Promise<void> => {
  await sql`
    update compliance.document d set delete_at = u.delete_at
      from (select d.id,
                   case when count(r.id) = 0 then d.uploaded_at + interval '1440 hours'
                        when bool_or(r.documents_until is null) then null
                        else max(r.documents_until) end as delete_at
              from compliance.document d
              left join compliance.registration_document l on l.document_id = d.id
              left join compliance.registration r on r.id = l.registration_id
             where d.id = any(${documentIds}::uuid[]) and d.deleted_at is null
             group by d.id) u
     where d.id = u.id and d.delete_at is distinct from u.delete_at`.execute(tx);
};

export const settleDocumentsOf = async (tx: Tx, id: string): Promise<void> => {
  const { rows } = await sql<{ documentId: string }>`
    select document_id from compliance.registration_document where registration_id = ${id}`.execute(tx);
  await settleDocuments(
    tx,
    rows.map(({ documentId }) => documentId),
  );
};

export const markSubmitted = async (tx: Tx, id: string, at: Temporal.Instant): Promise<Registration> => {
  const { rows } = await sql<Registration>`
    update compliance.registration r
       set state = 'submitted', submitted_at = ${at}, release_at = null, next_reminder_at = null
     where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
};

export const markApproved = async (
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  documentsUntil: Temporal.Instant,
): Promise<Registration> => {
  const { rows } = await sql<Registration>`
    update compliance.registration r set state = 'approved', decided_at = ${at}, documents_until = ${documentsUntil}
     where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
};

export const markRejected = async (
  tx: Tx,
  id: string,
  rejection: {
    readonly at: Temporal.Instant;
    readonly state: 'rejected' | 'failed';
    readonly releaseAt: Temporal.Instant;
    readonly nextReminderAt: Temporal.Instant | null;
  },
): Promise<Registration> => {
  const { rows } = await sql<Registration>`
    update compliance.registration r
       set state = ${rejection.state}, decided_at = ${rejection.at}, release_at = ${rejection.releaseAt},
           next_reminder_at = ${rejection.nextReminderAt}
     where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
};

/** Returns its number among the reviews of the registration. */
export const insertReview = async (
  tx: Tx,
  context: Context,
  registrationId: string,
  review: Omit<Review, 'no' | 'reviewedAt' | 'reviewedBy'>,
): Promise<number> => {
  const { rows } = await sql<{ no: number }>`
    insert into compliance.review (registration_id, no, verdict, final, reasons, note, reviewed_at, reviewed_by)
    select ${registrationId}, count(*) + 1, ${review.verdict}::compliance.verdict, ${review.final},
           ${JSON.stringify(review.reasons)}::jsonb, ${review.note}, ${context.clock.now()}, ${context.actor}
      from compliance.review where registration_id = ${registrationId}
    returning no`.execute(tx);
  return rows[0]!.no;
};

export const selectReviews = async (tx: Tx, registrationId: string): Promise<readonly Review[]> => {
  const { rows } = await sql<Review>`
    select no, verdict, final, reasons, note, reviewed_at, reviewed_by
      from compliance.review where registration_id = ${registrationId} order by no`.execute(tx);
  return rows;
};

export const nextReleaseDue = dueAt(sql`
  select min(release_at) from compliance.registration where release_at is not null and not release_waits`);

export const selectDueReleases = async (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Pick<Registration, 'rentalId' | 'customerId' | 'e164'>[]> => {
  const { rows } = await sql<Pick<Registration, 'rentalId' | 'customerId' | 'e164'>>`
    select rental_id, customer_id, e164 from compliance.registration
     where release_at <= ${now} and release_at is not null and not release_waits
     order by release_at, rental_id limit ${limit}`.execute(tx);
  return rows;
};

export const markWaiting = async (tx: Tx, id: string): Promise<void> => {
  await sql`update compliance.registration set release_waits = true where id = ${id}`.execute(tx);
};

export const letReleasesGoOn = async (
  tx: Tx,
  { customerId, forfeited }: { readonly customerId: string; readonly forfeited: boolean },
): Promise<void> => {
  await sql`
    update compliance.registration set release_waits = false, forfeited = ${forfeited}
     where customer_id = ${customerId} and ended_at is null and state <> 'approved'`.execute(tx);
};

export const clearForfeited = async (
  tx: Tx,
  customerId: string,
): Promise<readonly Pick<Registration, 'rentalId' | 'e164'>[]> => {
  const { rows } = await sql<Pick<Registration, 'rentalId' | 'e164'>>`
    update compliance.registration set forfeited = false
     where customer_id = ${customerId} and forfeited and ended_at is not null returning rental_id, e164`.execute(
    tx,
  );
  return rows;
};

export const markEnded = async (
  tx: Tx,
  id: string,
  { state, at }: { readonly state: 'expired' | 'failed' | 'withdrawn'; readonly at: Temporal.Instant },
): Promise<void> => {
  await sql`
    update compliance.registration
       set state = ${state}, ended_at = ${at}, documents_until = ${at}, release_at = null, release_waits = false, next_reminder_at = null
     where id = ${id}`.execute(tx);
};

export const nextReminderDue = dueAt(sql`
  select min(next_reminder_at) from compliance.registration where next_reminder_at is not null`);

export const lockDueReminders = async (
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Registration[]> => {
  const { rows } = await sql<Registration>`
    select ${columns} from compliance.registration r
     where r.next_reminder_at <= ${now} order by r.next_reminder_at, r.id limit ${limit}
       for no key update skip locked`.execute(tx);
  return rows;
};

export const setNextReminder = async (tx: Tx, id: string, at: Temporal.Instant | null): Promise<void> => {
  await sql`update compliance.registration set next_reminder_at = ${at} where id = ${id}`.execute(tx);
};
