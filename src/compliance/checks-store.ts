import { sql } from 'kysely';
import { firstFault, guardsCheck, type LedgerCheck } from '#ledger';

const contentsAreThereUntilDeleted: LedgerCheck = {
  name: 'documents-are-there-until-deleted',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select case when c.document_id is null then format('document %s lost its content without being deleted', d.id)
                  else format('document %s was deleted, and its content is still there', d.id) end as fault
        from compliance.document d
        left join compliance.document_content c on c.document_id = d.id
       where (c.document_id is null) = (d.deleted_at is null)
       order by d.id limit 1`,
    ),
};

const reviewsAreWhatWasDecided: LedgerCheck = {
  name: 'registrations-are-as-reviewed',
  findFault: (tx) =>
    firstFault(
      tx,
      sql`
      select format('registration %s of %s is %s, and its last review says %s', r.id, r.e164, r.state,
                    coalesce(v.verdict || case when v.final then ' for good' else '' end, 'nothing')) as fault
        from compliance.registration r
        left join lateral (
          select verdict::text, final from compliance.review where registration_id = r.id order by no desc limit 1) v on true
       where r.state = 'approved' and v.verdict is distinct from 'approved'
          or r.state = 'rejected' and (v.verdict is distinct from 'rejected' or v.final)
          or r.state = 'failed' and (v.verdict is distinct from 'rejected' or not v.final)
          or v.final and r.state <> 'failed'
       order by r.id limit 1`,
    ),
};

/** What must hold of documents and registrations, in the form of the ledger's checks. */
export const complianceChecks: readonly LedgerCheck[] = [
  contentsAreThereUntilDeleted,
  reviewsAreWhatWasDecided,
  guardsCheck('compliance-guards-are-on', [
    ['compliance.review', 'reviews_are_append_only'],
    ['compliance.document', 'documents_only_get_deleted'],
    ['compliance.document', 'documents_are_never_removed'],
  ]),
];
