export type { Address } from './addresses/address.ts';
export {
  addAddress,
  addressesOf,
  changeAddress,
  removeAddress,
  type AddressOrder,
} from './addresses/keep-address.ts';
export { complianceChecks } from './checks-store.ts';
export { deleteDocument, deleteDocumentsOf } from './documents/delete-documents.ts';
export { largestDocumentBytes, mediaTypes, type Document } from './documents/document.ts';
export {
  documentDeleted,
  documentNotReadable,
  documentTooLarge,
  unknownDocument,
} from './documents/errors.ts';
export { documentById, documentsOf, readDocument } from './documents/read-documents.ts';
export { uploadDocument, type DocumentOrder } from './documents/upload-document.ts';
export { noVault, openVault, readKeys, type DocumentVault } from './documents/vault.ts';
export {
  incomplete,
  inUse,
  notEditable,
  notSubmitted,
  reasonMissing,
  tooLate,
  unknownAddress,
  unknownIdentity,
  unknownRegistration,
} from './errors.ts';
export type { Identity, IdentityFields } from './identities/identity.ts';
export {
  addIdentity,
  changeIdentity,
  identitiesOf,
  removeIdentity,
  type IdentityOrder,
} from './identities/keep-identity.ts';
export { checkRegistration, type CheckedRegistration } from './registrations/check-registration.ts';
export { fillRegistration, type FillingOrder } from './registrations/fill-registration.ts';
export {
  listRegistrations,
  registrationById,
  registrationInFull,
  registrationOfRental,
  type RegistrationFilter,
} from './registrations/find-registrations.ts';
export { faults, type Missing } from './registrations/missing.ts';
export { openRegistration, type OpeningOrder } from './registrations/open-registration.ts';
export {
  registrationStates,
  rejectionReasons,
  type Reason,
  type Registration,
  type RegistrationState,
  type RejectionReason,
  type Review,
  type Verdict,
} from './registrations/registration.ts';
export {
  dueReleases,
  endRegistration,
  isReleaseDue,
  lockRegistrationOf,
  nextReleaseDue,
  postponeRelease,
  resumeReleases,
  takeForfeited,
} from './registrations/release.ts';
export { reviewRegistration, type ReviewOrder } from './registrations/review-registration.ts';
export { submitRegistration } from './registrations/submit-registration.ts';
export { describeMissing, describeReason } from './registrations/words.ts';
export { requirementsFor } from './requirements/find-requirements.ts';
export {
  applicants,
  documentKinds,
  documentNames,
  fieldNames,
  identityFields,
  type Applicant,
  type DocumentKind,
  type IdentityField,
  type Requirements,
} from './requirements/requirement.ts';
export { housekeepingTasks, reminderTasks } from './tasks.ts';
