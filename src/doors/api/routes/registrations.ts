import { z } from 'zod';
import {
  checkRegistration,
  fillRegistration,
  incomplete,
  listRegistrations,
  notEditable,
  notSubmitted,
  reasonMissing,
  registrationInFull as readInFull,
  requirementsFor,
  reviewRegistration,
  submitRegistration,
  tooLate,
  unknownAddress,
  unknownDocument,
  unknownIdentity,
  unknownRegistration,
  type Registration,
} from '#compliance';
import type { Tx } from '#platform';
import { frozen } from '#wallet';
import type { Call } from '../call.ts';
import { readRoute, writeRoute, type Register } from '../route.ts';
import {
  body,
  country,
  customerFilter,
  customerQuery,
  e164InQuery,
  id,
  kind,
  pageOf,
  pageQuery,
  query,
  text,
} from '../schemas.ts';
import {
  applicant,
  givenReason,
  missingOut,
  reasonsOut,
  registration,
  registrationInFull,
  registrationState,
  requirements,
  requirementsOut,
} from './registration-forms.ts';

const params = z.object({ registrationId: id });

const out = (one: Registration) => ({ ...one, number: one.e164 });

/** As its customer, or staff, see it. */
const inFull = async <P, Q, B>(
  tx: Tx,
  call: Call<P, Q, B>,
  request: { readonly id: string; readonly customerId?: string },
) => {
  const found = await readInFull(tx, request);
  const checked = await checkRegistration(tx, call.context, request);
  return {
    ...out(found),
    requirements: requirementsOut(checked.requirements, call.language),
    missing: missingOut(checked.missing, call.language),
    documents: found.documents,
    reviews: found.reviews.map((review) => ({
      ...review,
      reasons: reasonsOut(review.reasons, call.language),
    })),
  };
};

export const registrationRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/registration-requirements',
      tag: 'Registrations',
      operationId: 'getRequirements',
      summary: 'What a number asks for',
      description:
        'The identity, address and documents that a person or a company hands in for a kind of number in a country. Of the catalogue, numbers with `registration` ask for them.',
      permission: null,
      query: query({
        country: country.regex(/^[A-Z]{2}$/),
        kind: kind.default('local'),
        applicant: applicant.default('person'),
      }),
      response: requirements,
      handler: (_, { query: asked, language }) =>
        Promise.resolve(
          requirementsOut(requirementsFor(asked.country, asked.kind, asked.applicant), language),
        ),
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/registrations',
      tag: 'Registrations',
      operationId: 'listRegistrations',
      summary: 'Registrations',
      description: 'Newest first. What staff have to review: `?state=submitted`.',
      permission: 'registrations:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        state: registrationState.optional(),
        number: e164InQuery.optional(),
      }),
      response: pageOf(registration),
      handler: async (tx, call) => {
        const { limit, cursor, state, number } = call.query;
        const filter = { ...(await call.owner(tx)), state, e164: number };
        const page = await listRegistrations(tx, { ...filter, limit, cursor });
        return { ...page, items: page.items.map(out) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/registrations/:registrationId',
      tag: 'Registrations',
      operationId: 'getRegistration',
      summary: 'One registration',
      description:
        'With what it asks for, everything that is missing, its documents, and the reasons of its reviews.',
      permission: 'registrations:read',
      params,
      query: query(customerFilter),
      response: registrationInFull,
      refuses: [unknownRegistration],
      handler: async (tx, call) =>
        inFull(tx, call, { id: call.params.registrationId, ...(await call.owner(tx)) }),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PATCH',
      url: '/v1/registrations/:registrationId',
      tag: 'Registrations',
      operationId: 'fillRegistration',
      summary: 'Fill in a registration',
      description:
        'Says which identity, address and documents it uses. What is left out stays; `documentIds` are all of them. The answer lists what is missing then.',
      permission: 'registrations:write',
      params,
      query: query(customerQuery),
      body: body({
        identityId: id.optional(),
        addressId: id.optional(),
        documentIds: z.array(id).max(20).optional(),
      }),
      response: registrationInFull,
      refuses: [unknownRegistration, notEditable, unknownIdentity, unknownAddress, unknownDocument],
      audit: 'registration.filled',
      handler: async (tx, call) => {
        const owned = { id: call.params.registrationId, customerId: await call.customerId(tx) };
        await fillRegistration(tx, call.context, { ...owned, ...call.body });
        return inFull(tx, call, owned);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/registrations/:registrationId/submission',
      tag: 'Registrations',
      operationId: 'submitRegistration',
      summary: 'Hand a registration in',
      description:
        'For review by staff. Refused with everything that is missing, at once. The deadline waits while it is looked at. Who cannot provide the documents asks for a refund `for: registration` instead.',
      permission: 'registrations:write',
      params,
      query: query(customerQuery),
      response: registrationInFull,
      refuses: [unknownRegistration, notEditable, incomplete, tooLate],
      audit: 'registration.submitted',
      handler: async (tx, call) => {
        const owned = { id: call.params.registrationId, customerId: await call.customerId(tx) };
        await submitRegistration(tx, call.context, owned);
        return inFull(tx, call, owned);
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/registrations/:registrationId/reviews',
      tag: 'Registrations',
      operationId: 'reviewRegistration',
      summary: 'Review a registration',
      description:
        'approved: the number is activated today. rejected: it can be corrected until its deadline; with `final`, or after the deadline, the number is released and its price goes back as credit.',
      permission: 'registrations:review',
      params,
      body: body({
        verdict: z.enum(['approved', 'rejected']),
        final: z.boolean().default(false).meta({ description: 'Rejected for good' }),
        reasons: z
          .array(givenReason)
          .max(20)
          .default([])
          .meta({ description: 'Why it is rejected; at least one then' }),
        note: text(2000)
          .optional()
          .meta({ description: 'The customer reads it', examples: ['Page 2 is cut off.'] }),
      }),
      status: 201,
      answer: 'Reviewed',
      response: registrationInFull,
      refuses: [unknownRegistration, notSubmitted, reasonMissing, frozen],
      audit: 'registration.reviewed',
      handler: async (tx, call) => {
        const { registrationId: reviewed } = call.params;
        await reviewRegistration(tx, call.context, { id: reviewed, ...call.body });
        return inFull(tx, call, { id: reviewed });
      },
    }),
];
