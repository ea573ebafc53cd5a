import { z } from 'zod';
import { dismissed, notYours, quarantined, registering } from '#numbers';
import type { Tx } from '#platform';
import {
  defaultChannels,
  forwardingOf,
  forwardingsOf,
  forwardNumber,
  invalidTarget,
  noRate,
  previewForwarding,
  priceOf,
  serviceClosed,
  type Forwarding,
  type ForwardingPreview,
} from '#voice';
import { frozen } from '#wallet';
import { readRoute, writeRoute, type Register } from '../route.ts';
import { amount, body, customerQuery, instant, pageOf, pageQuery, query } from '../schemas.ts';
import { numberParams } from './numbers.ts';
import { planFields, planIn, planOut, rule, target, targetOut } from '../../forwarding-plan.ts';
import { rate, rateOut } from './rates.ts';

const planExample = {
  channels: 4,
  rules: [
    {
      days: [1, 2, 3, 4, 5],
      hours: { from: '09:00', until: '18:00' },
      steps: [{ ringSeconds: 20, targets: ['sip:ada@sip.example.net'] }],
    },
    { days: null, hours: null, steps: [{ ringSeconds: 30, targets: ['+393471234567'] }] },
  ],
};

const plan = body(planFields).meta({ id: 'ForwardingPlan', examples: [planExample] });

const pricedTarget = z.object({
  target,
  rate: rate.nullable().meta({ description: 'null: calls there are free, or (phone numbers) not possible' }),
  affordableSeconds: z
    .int()
    .meta({ description: 'How long one call could be with the credit that is there', examples: [7200] }),
});
const preview = z
  .object({
    targets: z.array(pricedTarget).meta({ description: 'In the order in which they are tried' }),
    credit: amount.meta({ description: 'What calls can spend now' }),
    setAside: amount.meta({
      description: 'What renewals that are due soon keep from calls',
      examples: ['0.00'],
    }),
  })
  .meta({ id: 'ForwardingPreview' });
const forwarding = z
  .object({
    channels: z.int().meta({ examples: [4] }),
    rules: z.array(rule).meta({ description: 'None: calls are refused', examples: [planExample.rules] }),
    since: instant.nullable().meta({ description: 'null: it was never forwarded' }),
  })
  .meta({ id: 'Forwarding', description: 'Where the calls of a number go' });

const forwardingOut = (one: Forwarding | null) => ({
  ...planOut(one ?? { channels: defaultChannels, rules: [] }),
  since: one?.since ?? null,
});

const previewOut = ({ targets, credit }: ForwardingPreview) => ({
  targets: targets.map((one) => ({
    target: targetOut(one),
    rate: one.rate === null ? null : rateOut(one.rate),
    affordableSeconds: one.affordableSeconds,
  })),
  credit: credit.creditMicros,
  setAside: credit.setAsideMicros,
});

const withPrices = forwarding.extend({ prices: preview }).meta({ id: 'PricedForwarding' });

export const forwardingRoutes: readonly Register[] = [
  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers/:number/forwarding',
      tag: 'Calls',
      operationId: 'getForwarding',
      summary: 'Where the calls of a number go',
      description:
        'The plan, and what calls under it cost today. A number in quarantine keeps its plan: when it is restored, its calls go where they went.',
      permission: 'calls:read',
      params: numberParams,
      query: query(customerQuery),
      response: withPrices,
      refuses: [notYours],
      handler: async (tx, call) => {
        const customerId = await call.customerId(tx);
        const one = await forwardingOf(tx, { customerId, e164: call.params.number });
        const prices = await priceOf(tx, call.context, customerId, one ?? { channels: 1, rules: [] });
        return { ...forwardingOut(one), prices: previewOut(prices) };
      },
    }),

  (api, app) =>
    writeRoute(api, app, {
      method: 'PUT',
      url: '/v1/numbers/:number/forwarding',
      tag: 'Calls',
      operationId: 'forwardNumber',
      summary: 'Forward a number',
      description:
        'From now on its calls go where the plan says; it takes the place of the plan before. No rules: calls are refused. Calls to SIP addresses and services are free; calls to phone numbers are charged by the minute, and possible only where there is a rate.',
      permission: 'calls:write',
      params: numberParams,
      query: query(customerQuery),
      body: plan,
      response: forwarding,
      refuses: [notYours, dismissed, registering, quarantined, frozen, invalidTarget, noRate, serviceClosed],
      audit: 'number.forwarded',
      handler: async (tx, call) => {
        const held = { customerId: await call.customerId(tx), e164: call.params.number };
        await forwardNumber(tx, call.context, { ...held, plan: planIn(call.body) });
        return forwardingOut(await forwardingOf(tx, held));
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'POST',
      url: '/v1/numbers/:number/forwarding/preview',
      tag: 'Calls',
      operationId: 'previewForwarding',
      summary: 'What a plan would cost',
      description:
        'The price per minute, the step, the minimum and the connection fee of each target, and how long a call could be with the credit that is there. Changes nothing; refuses what saving it would refuse.',
      permission: 'calls:read',
      params: numberParams,
      query: query(customerQuery),
      body: plan,
      answer: 'What it would cost',
      response: preview,
      refuses: [notYours, invalidTarget, noRate, serviceClosed],
      handler: async (tx, call) => {
        const held = { customerId: await call.customerId(tx), e164: call.params.number };
        return previewOut(await previewForwarding(tx, call.context, { ...held, plan: planIn(call.body) }));
      },
    }),

  (api, app) =>
    readRoute(api, app, {
      method: 'GET',
      url: '/v1/numbers/:number/forwarding/history',
      tag: 'Calls',
      operationId: 'listForwardings',
      summary: 'Where the calls of a number went',
      description: 'Every plan since its holder has it, newest first.',
      permission: 'calls:read',
      params: numberParams,
      query: query({ ...pageQuery, ...customerQuery }),
      response: pageOf(forwarding.extend({ until: instant.nullable() }).meta({ id: 'PastForwarding' })),
      refuses: [notYours],
      handler: async (tx, call) => {
        const { limit, cursor } = call.query;
        const page = await pageOfForwardings(tx, { ...(await held(tx, call)), limit, cursor });
        return page;
      },
    }),
];

const held = async (
  tx: Tx,
  call: { readonly params: { readonly number: string }; customerId(tx: Tx): Promise<string> },
) => ({ customerId: await call.customerId(tx), e164: call.params.number });

const pageOfForwardings = async (tx: Tx, filter: Parameters<typeof forwardingsOf>[1]) => {
  const { items, nextCursor } = await forwardingsOf(tx, filter);
  return { items: items.map((one) => ({ ...forwardingOut(one), until: one.until })), nextCursor };
};
