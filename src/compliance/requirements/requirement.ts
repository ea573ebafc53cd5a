import type { InEveryLanguage } from '#platform';

/** Who the holder of a number is before the law. */
export const applicants = ['person', 'company'] as const;
export type Applicant = (typeof applicants)[number];

/** What an identity can say of a person or a company. Dates are ISO dates. */
export const identityFields = [
  'givenNames',
  'familyName',
  'dateOfBirth',
  'identityDocumentNumber',
  'taxNumber',
  'legalName',
  'registerNumber',
  'representative',
] as const;
export type IdentityField = (typeof identityFields)[number];

export const documentKinds = [
  'identity_document',
  'proof_of_address',
  'register_extract',
  'authorisation',
  'tax_certificate',
  'use_declaration',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Where the address of the holder must lie. local: in the area of the number, which the reviewer looks at. */
export type AddressScope = 'anywhere' | 'country' | 'local';

export interface DocumentRequirement {
  readonly kind: DocumentKind;
  /** How old it may be when it is submitted; null: it must only not have expired. */
  readonly maxAgeDays: number | null;
}

/** What one applicant hands in for a number of one kind in one country. */
export interface Requirements {
  readonly country: string;
  readonly kind: string;
  readonly applicant: Applicant;
  readonly identity: readonly IdentityField[];
  readonly address: AddressScope;
  readonly documents: readonly DocumentRequirement[];
  /** How long the documents are kept after the approval; 0: not at all. */
  readonly retentionDays: number;
}

/** What each field is called by people. */
export const fieldNames: Readonly<Record<IdentityField, InEveryLanguage<string>>> = {
  givenNames: { en: 'given names', es: 'nombre', it: 'nome' },
  familyName: { en: 'family name', es: 'apellidos', it: 'cognome' },
  dateOfBirth: { en: 'date of birth', es: 'fecha de nacimiento', it: 'data di nascita' },
  identityDocumentNumber: {
    en: 'number of the identity document',
    es: 'número del documento de identidad',
    it: 'numero del documento d’identità',
  },
  taxNumber: { en: 'tax number', es: 'número de identificación fiscal', it: 'codice fiscale o partita IVA' },
  legalName: { en: 'legal name', es: 'razón social', it: 'ragione sociale' },
  registerNumber: { en: 'register number', es: 'número de registro', it: 'numero di registro' },
  representative: { en: 'legal representative', es: 'representante legal', it: 'rappresentante legale' },
};

/** What each kind of document is called by people, and what is meant by it. */
export const documentNames: Readonly<Record<DocumentKind, InEveryLanguage<string>>> = {
  identity_document: {
    en: 'identity card or passport',
    es: 'documento de identidad o pasaporte',
    it: 'carta d’identità o passaporto',
  },
  proof_of_address: {
    en: 'proof of address, such as a utility bill',
    es: 'justificante de domicilio, por ejemplo una factura de suministros',
    it: 'prova dell’indirizzo, ad esempio una bolletta',
  },
  register_extract: {
    en: 'extract from the company register',
    es: 'extracto del registro mercantil',
    it: 'visura camerale o estratto del registro delle imprese',
  },
  authorisation: {
    en: 'authorisation of whoever acts for the company',
    es: 'poder de quien actúa por la empresa',
    it: 'delega di chi agisce per l’impresa',
  },
  tax_certificate: {
    en: 'certificate of the tax number',
    es: 'certificado del número de identificación fiscal',
    it: 'certificato del codice fiscale o della partita IVA',
  },
  use_declaration: {
    en: 'signed declaration of what the number is used for',
    es: 'declaración firmada del uso del número',
    it: 'dichiarazione firmata dell’uso del numero',
  },
};
