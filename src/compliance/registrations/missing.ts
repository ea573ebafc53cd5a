import type { Address } from '../addresses/address.ts';
import type { Document } from '../documents/document.ts';
import type { Identity } from '../identities/identity.ts';
import type { DocumentRequirement, Requirements } from '../requirements/requirement.ts';
import { isTaxNumber } from '../requirements/tax-numbers.ts';

// Pure: what a registration lacks, all of it at once.

/** Why something does not do. */
export const faults = [
  'missing',
  'not_valid',
  'too_young',
  'not_in_country',
  'deleted',
  'expired',
  'no_date',
  'too_old',
] as const;
export type Fault = (typeof faults)[number];

/** One thing that is missing: of which requirement, what, and why what is there does not do. */
export interface Missing {
  readonly requirement: 'identity' | 'address' | 'document';
  /** The field or the kind of document; '' for the identity or the address as a whole. */
  readonly what: string;
  readonly fault: Fault;
}

/** What was handed in for a registration. */
export interface HandedIn {
  readonly identity: Identity | null;
  readonly address: Address | null;
  readonly documents: readonly Document[];
}

const lawfulAge = 18;

/** Everything that is missing on `today`; nothing: it can be submitted. @source POLICY.md R2; the issue (all at once) */
export const missingFrom = (
  requirements: Requirements,
  handedIn: HandedIn,
  today: Temporal.PlainDate,
): readonly Missing[] => [
  ...identityFaults(requirements, handedIn.identity, today),
  ...addressFaults(requirements, handedIn.address),
  ...requirements.documents.flatMap((wanted) => documentFaults(wanted, handedIn.documents, today)),
];

const identityFaults = (
  { country, identity: wanted }: Requirements,
  identity: Identity | null,
  today: Temporal.PlainDate,
): readonly Missing[] => {
  if (identity === null) return [{ requirement: 'identity', what: '', fault: 'missing' }];
  return wanted.flatMap((what): readonly Missing[] => {
    const value = identity.fields[what]?.trim() ?? '';
    if (value === '') return [{ requirement: 'identity', what, fault: 'missing' }];
    if (what === 'taxNumber' && !isTaxNumber(country, value))
      return [{ requirement: 'identity', what, fault: 'not_valid' }];
    const fault = what === 'dateOfBirth' ? birthFault(value, today) : null;
    return fault === null ? [] : [{ requirement: 'identity', what, fault }];
  });
};

const birthFault = (value: string, today: Temporal.PlainDate): Fault | null => {
  const born = dateOf(value);
  if (born === null || born.year < 1900) return 'not_valid';
  return Temporal.PlainDate.compare(born.add({ years: lawfulAge }), today) > 0 ? 'too_young' : null;
};

const dateOf = (value: string): Temporal.PlainDate | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  try {
    return Temporal.PlainDate.from(value);
  } catch {
    // A date that does not exist is told to whoever wrote it.
    return null;
  }
};

const addressFaults = (
  { address: scope, country }: Requirements,
  address: Address | null,
): readonly Missing[] => {
  if (address === null) return [{ requirement: 'address', what: '', fault: 'missing' }];
  return scope === 'anywhere' || address.country === country
    ? []
    : [{ requirement: 'address', what: 'country', fault: 'not_in_country' }];
};

/** One document that does is enough; where none does, the newest says why. */
const documentFaults = (
  { kind, maxAgeDays }: DocumentRequirement,
  documents: readonly Document[],
  today: Temporal.PlainDate,
): readonly Missing[] => {
  const candidates = documents.filter((document) => document.kind === kind);
  const found = candidates.map((document) => faultOf(document, maxAgeDays, today));
  if (found.includes(null)) return [];
  return [{ requirement: 'document', what: kind, fault: found.at(-1) ?? 'missing' }];
};

const faultOf = (
  { deletedAt, expiresOn, issuedOn }: Document,
  maxAgeDays: number | null,
  today: Temporal.PlainDate,
): Fault | null => {
  if (deletedAt !== null) return 'deleted';
  if (expiresOn !== null && Temporal.PlainDate.compare(expiresOn, today) < 0) return 'expired';
  if (maxAgeDays === null) return null;
  if (issuedOn === null) return 'no_date';
  return issuedOn.until(today).days > maxAgeDays ? 'too_old' : null;
};
