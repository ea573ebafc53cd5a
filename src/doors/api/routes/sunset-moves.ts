import { z } from 'zod';
import { dismissed, notYours, quarantined, registering } from '#numbers';
import type { Tx } from '#platform';
import { addressAt, invalidUserName, unknownProvider, unknownService } from '#suppliers';
import {
  invalidTarget,
  moveFromService,
  noRate,
  notOnService,
  readTarget,
  serviceClosed,
  type Move,
  type Target,
} from '#voice';
import { frozen } from '#wallet';
import { writeRoute, type Register } from '../route.ts';
import { amount, body, customerQuery, e164, query, text } from '../schemas.ts';
import { serviceParams } from './services.ts';

const to = z
  .union([
    body({
      provider: text(63).meta({ description: 'One of the list of VoIP providers', examples: ['linphone'] }),
      userName: text(64).meta({ description: 'The name of the account there', examples: ['ada'] }),
    }),
    body({
      address: text(300).meta({ description: 'Any SIP address', examples: ['sip:ada@sip.example.net'] }),
    }),
    body({
      number: e164.meta({
        description: 'A phone number, charged by the minute',
        examples: ['+393471234567'],
      }),
    }),
  ])
  .meta({ description: 'Where calls are to go instead: one of the three' });

const move = z
  .object({
    moved: z.array(
      z.object({
        number: e164,
        forwarding: z.string().meta({
          description: 'Where its calls go now; several targets in the order in which they are tried',
          examples: ['sip:ada@sip.linphone.org'],
        }),
      }),
    ),
    rate: z
      .object({
        destination: z.string().meta({ examples: ['Italy, mobile'] }),
        perMinute: amount.meta({ examples: ['0.0120'] }),
        connectionFee: amount.meta({ examples: ['0.00'] }),
        incrementSeconds: z.int().meta({ description: 'Billed in steps of so many seconds', examples: [60] }),
        minimumSeconds: z.int().meta({ description: 'Billed for at least so many seconds', examples: [0] }),
      })
      .nullable()
      .meta({ description: 'What calls to it cost; null: nothing, it is no phone number' }),
  })
  .meta({ id: 'Move' });

const moveOut = ({ moved, rate }: Move) => ({
  moved: moved.map(({ e164: number, forwarding }) => ({ number, forwarding })),
  rate: rate && {
    destination: rate.destination,
    perMinute: rate.perMinuteMicros,
    connectionFee: rate.connectionFeeMicros,
    incrementSeconds: rate.incrementSeconds,
    minimumSeconds: rate.minimumSeconds,
  },
});

const targetOf = async (tx: Tx, wanted: z.output<typeof to>): Promise<Target> => {
  if ('provider' in wanted) return { kind: 'sip', target: await addressAt(tx, wanted) };
  return readTarget('number' in wanted ? wanted.number : wanted.address);
};

export const sunsetMoveRoutes: readonly Register[] = [
  (api, app) =>
    writeRoute(api, app, {
      method: 'POST',
      url: '/v1/sunsets/:service/moves',
      tag: 'Services',
      operationId: 'moveFromService',
      summary: 'Move away from a service, in one step',
      description:
        'Puts a VoIP account or a phone number in the place of the service: for the numbers that are named, or for all active numbers that are forwarded to it. What else their forwardings say stays.',
      permission: 'numbers:write',
      params: serviceParams,
      query: query(customerQuery),
      body: body({
        to,
        numbers: z.array(e164).min(1).max(1000).optional().meta({ description: 'Left out: all of them' }),
      }),
      answer: 'Moved',
      response: move,
      refuses: [
        unknownService,
        unknownProvider,
        invalidUserName,
        invalidTarget,
        noRate,
        notOnService,
        serviceClosed,
        notYours,
        dismissed,
        quarantined,
        registering,
        frozen,
      ],
      audit: 'number.moved_from_service',
      handler: async (tx, call) => {
        const { service } = call.params;
        const { to: wanted, numbers } = call.body;
        const order = { customerId: await call.customerId(tx), service, to: await targetOf(tx, wanted) };
        return moveOut(await moveFromService(tx, call.context, { ...order, e164s: numbers }));
      },
    }),
];
