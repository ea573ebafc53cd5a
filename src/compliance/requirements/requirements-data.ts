import type { AddressScope, Applicant, DocumentRequirement, IdentityField } from './requirement.ts';

// What countries ask of whoever holds one of their numbers, as wholesale carriers pass it on. Rules change: an operator checks them with its
// suppliers and edits them here. The first row that fits a country, a kind and an applicant counts.
// @source IT: delibera AGCOM 8/15/CIR. ES: Ley 25/2007, disposición adicional única. FR: décision ARCEP 2018-0881. DE: TKG § 172, §§ 108–111.
// @source GB: Ofcom General Condition B1. PT: Lei 16/2022. CH: AEFV, SR 784.104.

/** A row: empty lists mean every kind, and both applicants are named in rows of their own. */
export interface RequirementRow {
  readonly country: string;
  readonly kinds: readonly string[];
  readonly applicant: Applicant;
  readonly identity: readonly IdentityField[];
  readonly address: AddressScope;
  readonly documents: readonly DocumentRequirement[];
  readonly retentionDays: number;
}

const named: readonly IdentityField[] = ['givenNames', 'familyName'];
const born: readonly IdentityField[] = [...named, 'dateOfBirth'];
const papered: readonly IdentityField[] = [...born, 'identityDocumentNumber'];
const taxed: readonly IdentityField[] = [...papered, 'taxNumber'];
const company: readonly IdentityField[] = ['legalName', 'registerNumber', 'representative'];
const taxedCompany: readonly IdentityField[] = ['legalName', 'taxNumber', 'representative'];

const paper = (maxAgeDays: number | null, kind: DocumentRequirement['kind']): DocumentRequirement => ({
  kind,
  maxAgeDays,
});
const identity = paper(null, 'identity_document');
const address = paper(90, 'proof_of_address');
const extract = paper(90, 'register_extract');
const authorisation = paper(null, 'authorisation');

const row = (
  [country, kinds, applicant]: readonly [string, readonly string[], Applicant],
  fields: readonly IdentityField[],
  scope: AddressScope,
  documents: readonly DocumentRequirement[],
  retentionDays: number,
): RequirementRow => ({
  country,
  kinds,
  applicant,
  identity: fields,
  address: scope,
  documents,
  retentionDays,
});

const areaNumbers = ['local'];
const mobiles = ['mobile'];
const any: readonly string[] = [];

export const requirementRows: readonly RequirementRow[] = [
  row(['IT', areaNumbers, 'person'], taxed, 'local', [identity, address], 180),
  row(['IT', areaNumbers, 'company'], taxedCompany, 'local', [extract, identity, address], 180),
  row(['IT', mobiles, 'person'], taxed, 'country', [identity, paper(null, 'tax_certificate')], 180),
  row(['IT', any, 'person'], taxed, 'country', [identity], 180),
  row(['IT', any, 'company'], taxedCompany, 'country', [extract, identity], 180),

  row(['ES', areaNumbers, 'person'], taxed, 'country', [identity, address], 180),
  row(
    ['ES', areaNumbers, 'company'],
    taxedCompany,
    'country',
    [paper(null, 'tax_certificate'), identity, address],
    180,
  ),
  row(['ES', any, 'person'], taxed, 'anywhere', [identity], 180),
  row(
    ['ES', any, 'company'],
    taxedCompany,
    'anywhere',
    [paper(null, 'tax_certificate'), identity, authorisation],
    180,
  ),

  row(['FR', areaNumbers, 'person'], papered, 'local', [identity, address], 365),
  row(['FR', areaNumbers, 'company'], company, 'local', [extract, identity, address], 365),
  row(['FR', mobiles, 'person'], papered, 'country', [identity, address], 365),
  row(['FR', any, 'person'], papered, 'country', [identity], 365),
  row(['FR', any, 'company'], company, 'country', [extract, identity], 365),

  // Copies of identity documents are destroyed once they were looked at (TKG § 172).
  row(['DE', areaNumbers, 'person'], papered, 'local', [identity, address], 0),
  row(['DE', areaNumbers, 'company'], company, 'local', [extract, identity, address], 0),
  row(['DE', any, 'person'], papered, 'country', [identity], 0),
  row(['DE', any, 'company'], company, 'country', [extract, identity], 0),

  row(['GB', mobiles, 'person'], born, 'anywhere', [identity], 90),
  row(['GB', any, 'person'], named, 'anywhere', [identity], 90),
  row(
    ['GB', any, 'company'],
    ['legalName', 'registerNumber'],
    'anywhere',
    [extract, paper(null, 'use_declaration')],
    90,
  ),

  row(['PT', areaNumbers, 'person'], taxed, 'country', [identity, address], 180),
  row(['PT', any, 'person'], taxed, 'anywhere', [identity], 180),
  row(['PT', any, 'company'], taxedCompany, 'country', [extract, identity], 180),

  row(['CH', areaNumbers, 'person'], papered, 'country', [identity, address], 180),
  row(['CH', any, 'person'], papered, 'country', [identity], 180),
  row(['CH', any, 'company'], company, 'country', [extract, identity], 180),
];

/** Where no row fits: what every carrier asks for. */
export const otherRequirements: Readonly<Record<Applicant, Omit<RequirementRow, 'country' | 'kinds'>>> = {
  person: {
    applicant: 'person',
    identity: papered,
    address: 'anywhere',
    documents: [identity, address],
    retentionDays: 90,
  },
  company: {
    applicant: 'company',
    identity: company,
    address: 'anywhere',
    documents: [extract, identity],
    retentionDays: 90,
  },
};
