// What the endpoints of registrations have in common.
import { z } from 'zod';
import {
  applicants,
  describeMissing,
  describeReason,
  documentKinds,
  documentNames,
  faults,
  fieldNames,
  identityFields,
  registrationStates,
  rejectionReasons,
  type Missing,
  type Reason,
  type Requirements,
} from '#compliance';
import type { Language } from '#platform';
import { calendarDate, country, e164, id, instant, text } from '../schemas.ts';

export const applicant = z.enum(applicants).meta({ examples: ['person'] });
export const documentKind = z.enum(documentKinds).meta({ examples: ['proof_of_address'] });
export const registrationState = z.enum(registrationStates).meta({
  description:
    'open: documents are awaited; submitted: in review, the deadline waits; approved: the number works; rejected: can be corrected; failed, expired, withdrawn: over',
  examples: ['open'],
});

const field = text(200).meta({ examples: ['Rossi'] });
/** The fields of an identity; dates are ISO dates. */
export const fields = z
  .strictObject(
    Object.fromEntries(identityFields.map((name) => [name, field.optional()])) as Record<
      (typeof identityFields)[number],
      z.ZodOptional<typeof field>
    >,
  )
  .meta({
    description: 'What a country does not ask for can be left out',
    examples: [{ familyName: 'Rossi' }],
  });

export const identity = z
  .object({ id, applicant, fields, createdAt: instant })
  .meta({ id: 'Identity', description: 'A person or a company, entered once' });

export const addressLines = {
  street: text(200).meta({ examples: ['Calle Mayor 1'] }),
  postalCode: text(20).meta({ examples: ['28013'] }),
  city: text(100).meta({ examples: ['Madrid'] }),
  country: country.regex(/^[A-Z]{2}$/),
};
export const address = z
  .object({ id, ...addressLines, createdAt: instant })
  .meta({ id: 'Address', description: 'An address, entered once' });

export const document = z
  .object({
    id,
    kind: documentKind,
    mediaType: z.string().meta({ description: 'Read from the bytes', examples: ['application/pdf'] }),
    sizeBytes: z.int().meta({ examples: [48213] }),
    issuedOn: calendarDate.nullable(),
    expiresOn: calendarDate.nullable(),
    uploadedAt: instant,
    deleteAt: instant
      .nullable()
      .meta({ description: 'When its bytes are deleted; null: while a registration needs it' }),
    deletedAt: instant.nullable(),
    deletedBecause: z.enum(['purpose_ended', 'customer', 'account_closed']).nullable(),
  })
  .meta({ id: 'Document', description: 'A document; its record stays when its bytes are deleted' });

const named = <Name extends z.ZodType>(name: Name) =>
  z.object({ name, text: z.string().meta({ description: 'In the language of Accept-Language' }) });

export const requirements = z
  .object({
    country,
    kind: z.string().meta({ examples: ['local'] }),
    applicant,
    identity: z.array(named(z.enum(identityFields))),
    address: z.enum(['anywhere', 'country', 'local']).meta({
      description:
        'Where the address must be: anywhere, in the country, or in the area of the number, which the review looks at',
    }),
    documents: z.array(
      named(documentKind).extend({
        maxAgeDays: z
          .int()
          .nullable()
          .meta({ description: 'How old it may be when it is handed in; null: any age', examples: [90] }),
      }),
    ),
    retentionDays: z
      .int()
      .meta({ description: 'How long the documents are kept after the approval', examples: [180] }),
  })
  .meta({ id: 'Requirements', description: 'What a person or a company hands in' });

export const requirementsOut = (given: Requirements, language: Language) => ({
  ...given,
  identity: given.identity.map((name) => ({ name, text: fieldNames[name][language] })),
  documents: given.documents.map(({ kind, maxAgeDays }) => ({
    name: kind,
    text: documentNames[kind][language],
    maxAgeDays,
  })),
});

export const missing = z
  .object({
    requirement: z.enum(['identity', 'address', 'document']),
    what: z.string().meta({
      description: 'The field or the kind of document; empty: the whole',
      examples: ['proof_of_address'],
    }),
    fault: z.enum(faults).meta({ examples: ['too_old'] }),
    text: z.string(),
  })
  .meta({ id: 'Missing', description: 'What keeps a registration from being submitted, and why' });

export const missingOut = (list: readonly Missing[], language: Language) =>
  list.map((one) => ({ ...one, text: describeMissing(one, language) }));

const reasonShape = {
  reason: z.enum(rejectionReasons).meta({ examples: ['illegible'] }),
  document: documentKind.optional(),
};
/** A reason as staff give it. */
export const givenReason = z.strictObject(reasonShape);
const reason = z.object({ ...reasonShape, text: z.string() });
export const reasonsOut = (list: readonly Reason[], language: Language) =>
  list.map((one) => ({ ...one, text: describeReason(one, language) }));

export const registration = z
  .object({
    id,
    customerId: id,
    number: e164,
    country,
    kind: z.string().meta({ examples: ['local'] }),
    state: registrationState,
    openedAt: instant,
    deadline: instant.meta({ description: 'When the number is released unless everything is handed in' }),
    submittedAt: instant.nullable(),
    decidedAt: instant.nullable(),
    endedAt: instant.nullable(),
    identityId: id.nullable(),
    addressId: id.nullable(),
  })
  .meta({ id: 'Registration', description: 'What a number waits for before it works' });

export const registrationInFull = registration
  .extend({
    requirements,
    missing: z
      .array(missing)
      .meta({ description: 'Everything that is missing, at once; empty: it can be submitted' }),
    documents: z.array(document),
    reviews: z.array(
      z.object({
        no: z.int(),
        verdict: z.enum(['approved', 'rejected']),
        final: z.boolean(),
        reasons: z.array(reason),
        note: z.string().nullable(),
        reviewedAt: instant,
        reviewedBy: z.string(),
      }),
    ),
  })
  .meta({
    id: 'RegistrationInFull',
    description: 'A registration with what is handed in, and what is missing',
  });
