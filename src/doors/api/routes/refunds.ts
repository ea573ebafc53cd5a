import { z } from 'zod';
import { insufficientCredit } from '#ledger';
import { unknownIncident } from '#incidents';
import { notYours } from '#numbers';
import {
  decisionDocumentSchema,
  explainDecision,
  refundSubjects,
  toDocument,
  type Decision,
  type RefundSubject,
} from '#policy';
import type { Language } from '#platform';
import {
  amountNotPositive,
  amountTooHigh,
  explainRefund,
  incidentMissing,
  listRefunds,
  numberMissing,
  oneIsWaiting,
  quoteRefund,
  refundById,
  requestRefund,
  unknownRefund,
  type Refund,
} from '#refunds';
import { inDebt } from '#wallet';
import { moneyRoute, readRoute, type Register } from '../route.ts';
import {
  amount,
  body,
  countedId,
  customerFilter,
  customerQuery,
  e164,
  e164InQuery,
  id,
  instant,
  pageOf,
  pageQuery,
  query,
} from '../schemas.ts';
import { exampleDecision, exampleExplanation } from './refund-example.ts';

const subject = z.enum(refundSubjects).meta({
  description:
    'credit: leaving, or taking out a part of the credit (R1); rental: the fee of a number (N2); registration: the price of a number that you cannot register (R2), which releases it; calls: what calls have cost (N1); sms: an SMS that did not arrive (N4); disruption: the time in which a number was disrupted (R3)',
  examples: ['credit'],
});
const destination = z.enum(['payments', 'credit']).meta({
  description: 'payments: in money, to where it came from; credit: into the wallet',
  examples: ['payments'],
});
const outcome = z.enum(['granted', 'partly', 'refused', 'waiting']);

const decision = decisionDocumentSchema.meta({
  id: 'Decision',
  description:
    'The answer to a request: the policy version, the facts, one line per clause that was looked at, and which payments get how much. The same facts give the same decision, byte for byte.',
  examples: [exampleDecision],
});

const explanation = z
  .object({
    summary: z.string(),
    lines: z.array(
      z.object({
        clause: z.string(),
        text: z.string(),
        effect: z.string().nullable().meta({ description: 'What the clause added or took; null: nothing' }),
      }),
    ),
  })
  .meta({
    id: 'Explanation',
    description: 'The decision in words, in the language of Accept-Language',
    examples: [exampleExplanation],
  });

const explained = { decision, explanation };
const quote = z.object(explained).meta({ id: 'Quote' });
const refund = z
  .object({
    id,
    customerId: id,
    for: subject,
    number: e164.nullable(),
    incident: id.nullable().meta({ description: 'For a disruption' }),
    to: destination,
    requested: amount.nullable().meta({ description: 'null: all of it' }),
    askedAt: instant,
    askedBy: z.string().meta({ examples: ['customer:0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] }),
    decidedAt: instant.nullable().meta({ description: 'null while a processor has not told its fee' }),
    journalId: countedId.nullable().meta({ description: 'The journal by which the credit left' }),
    grantedJournalId: countedId
      .nullable()
      .meta({ description: 'The journal by which what is given back of a charge arrived as credit' }),
    ...explained,
  })
  .meta({ id: 'Refund', description: 'A request and its decision' });

const explainedOut = (decided: Decision, language: Language) => ({
  decision: toDocument(decided),
  explanation: explainDecision(decided, language),
});

const refundOut = (one: Refund, language: Language) => ({
  ...one,
  for: one.subject,
  number: one.e164,
  incident: one.incidentId,
  to: one.destination,
  requested: one.requestedMicros,
  decision: toDocument(one.decision),
  explanation: explainRefund(one, language),
});

const requested = {
  for: subject,
  to: destination.default('payments'),
  incident: id
    .optional()
    .meta({ description: 'For a disruption: which incident; the public list has their ids' }),
  amount: amount.optional().meta({
    description: 'The credit that is to leave, fees not yet retained; left out: all of it',
    examples: ['20.00'],
  }),
};

interface Asked {
  readonly for: RefundSubject;
  readonly to: 'payments' | 'credit';
  readonly amount?: bigint | undefined;
  readonly number?: string | undefined;
  readonly incident?: string | undefined;
}

const requestOf = (asked: Asked, customerId: string) => ({
  customerId,
  subject: asked.for,
  destination: asked.to,
  e164: asked.number,
  incidentId: asked.incident,
  amountMicros: asked.amount,
});

export const refundRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/quote',
      tag: 'Refunds',
      operationId: 'quoteRefund',
      summary: 'What would I get back now, and why?',
      description:
        'The decision that a request would get at this moment, without its effects. Free, at any time.',
      permission: 'refunds:read',
      query: query({
        ...customerQuery,
        ...requested,
        number: e164InQuery
          .optional()
          .meta({ description: 'Which number, for whatever is about one; encode the "+" as %2B' }),
      }),
      response: quote,
      refuses: [
        amountTooHigh,
        amountNotPositive,
        numberMissing,
        incidentMissing,
        unknownIncident,
        notYours,
        inDebt,
      ],
      handler: async (tx, call) => {
        const request = requestOf(call.query, await call.customerId(tx));
        return explainedOut(await quoteRefund(tx, call.context, request), call.language);
      },
    }),

  (api, app) =>
    moneyRoute(api, app, {
      method: 'POST',
      url: '/v1/refunds',
      tag: 'Refunds',
      operationId: 'requestRefund',
      summary: 'Ask for a refund',
      description:
        'Decides and carries out. What the policy refuses is a decision too, with the outcome `refused`. `waiting`: a processor has not told its fee yet; the credit is kept aside until it does. The payouts are made right after.',
      permission: 'refunds:write',
      query: query(customerQuery),
      body: body({
        ...requested,
        number: e164.optional().meta({ description: 'Which number, for whatever is about one' }),
      }),
      status: 201,
      answer: 'Decided',
      response: refund,
      refuses: [
        amountTooHigh,
        amountNotPositive,
        numberMissing,
        incidentMissing,
        unknownIncident,
        oneIsWaiting,
        notYours,
        insufficientCredit,
        inDebt,
      ],
      audit: 'refund.asked_for',
      handler: async (tx, call) => {
        const request = requestOf(call.body, await call.customerId(tx));
        const { refundId } = await requestRefund(tx, call.context, { ...request, key: call.key });
        return refundOut(await refundById(tx, refundId), call.language);
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/refunds',
      tag: 'Refunds',
      operationId: 'listRefunds',
      summary: 'Refunds with their decisions',
      description: 'Newest first.',
      permission: 'refunds:read',
      query: query({
        ...pageQuery,
        ...customerFilter,
        for: subject.optional(),
        incident: id.optional(),
        outcome: outcome.optional(),
      }),
      response: pageOf(refund),
      handler: async (tx, call) => {
        const { limit, cursor, for: about, incident, outcome: wanted } = call.query;
        const filter = { ...(await call.owner(tx)), subject: about, incidentId: incident, outcome: wanted };
        const page = await listRefunds(tx, filter, { limit, cursor });
        return { ...page, items: page.items.map((one) => refundOut(one, call.language)) };
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/refunds/:refundId',
      tag: 'Refunds',
      operationId: 'getRefund',
      summary: 'One refund with its decision',
      description: 'The decision as a document and in words. Its payouts: GET /v1/payouts?refundId=….',
      permission: 'refunds:read',
      params: z.object({ refundId: id }),
      query: query(customerFilter),
      response: refund,
      refuses: [unknownRefund],
      handler: async (tx, call) =>
        refundOut(await refundById(tx, call.params.refundId, await call.owner(tx)), call.language),
    }),
];
