import { z } from 'zod';
import { appeal, explainFreeze, freezeOf, nothingToAppeal, type Freeze } from '#fraud';
import type { Language, Tx } from '#platform';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { amount, body, customerQuery, instant, query, text } from '../schemas.ts';

const freeze = z
  .object({
    frozen: z.boolean().meta({ examples: [true] }),
    since: instant.nullable(),
    state: z
      .enum(['under_review', 'confirmed'])
      .nullable()
      .meta({
        description:
          'under_review: staff look into it; confirmed: the credit is kept, and can be appealed for; null: nothing is frozen',
        examples: ['under_review'],
      }),
    explanation: z.string().meta({ description: 'What that means, in the language of Accept-Language' }),
    forfeited: amount.meta({ description: 'The credit that was kept', examples: ['0.00'] }),
    appeals: z.array(
      z.object({
        state: z.enum(['open', 'upheld', 'rejected']).meta({ examples: ['open'] }),
        text: z.string(),
        madeAt: instant,
        decidedAt: instant.nullable(),
        reason: z.string().nullable().meta({ description: 'Why it was decided so; null while it is open' }),
      }),
    ),
  })
  .meta({
    id: 'Freeze',
    description: 'Whether an account is frozen for fraud (F1), and what became of appeals',
  });

const freezeOut = (found: Freeze | null, language: Language) => ({
  frozen: found !== null,
  since: found?.since ?? null,
  state: found === null ? null : found.state === 'proposed' ? ('under_review' as const) : found.state,
  explanation: explainFreeze[found?.state ?? 'free'][language],
  forfeited: found?.forfeitedMicros ?? 0n,
  appeals: found?.appeals ?? [],
});

const now = async (tx: Tx, customerId: string, language: Language) =>
  freezeOut(await freezeOf(tx, customerId), language);

export const freezeRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/freeze',
      tag: 'Account',
      operationId: 'getFreeze',
      summary: 'Whether the account is frozen',
      description:
        'While fraud is suspected or confirmed, nothing is topped up, spent, charged or refunded, and the numbers do not work (F1).',
      permission: 'account:read',
      query: query(customerQuery),
      response: freeze,
      handler: async (tx, call) => now(tx, await call.customerId(tx), call.language),
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/freeze/appeals',
      tag: 'Account',
      operationId: 'appeal',
      summary: 'Appeal against a confirmed case of fraud',
      description:
        'In your own words. One appeal is looked at at a time. Staff enter an appeal that came by mail or telephone.',
      permission: 'account:write',
      staffPermission: 'fraud:write',
      query: query(customerQuery),
      body: body({ text: text(20_000).meta({ examples: ['My account was used by somebody else: …'] }) }),
      status: 201,
      answer: 'Received',
      response: freeze,
      refuses: [nothingToAppeal],
      audit: 'fraud.appeal_entered',
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        await appeal(tx, call.context, { customerId, text: call.body.text });
        return now(tx, customerId, call.language);
      },
    }),
];
