import { z } from 'zod';
import { anId, date, id, type EventType } from './event-type.ts';

/** Accounts, the policy, and webhooks themselves. */
export const accountEvents: readonly EventType[] = [
  {
    type: 'customer.signed_up',
    from: 'customers.signed_up',
    means: 'An account was opened.',
    audience: 'operator',
    data: z.object({ customerId: id }),
    example: { customerId: anId },
  },
  {
    type: 'policy.announced',
    from: 'policy.announced',
    means:
      'A new version of the policy was published. It applies to a number from its first renewal on or after the date.',
    audience: 'everyone',
    data: z.object({ versionId: z.int(), inForceFrom: date }),
    example: { versionId: 2, inForceFrom: '2026-05-01' },
  },
  {
    type: 'webhook.disabled',
    from: 'webhooks.endpoint_disabled',
    means: 'An endpoint was disabled: everything failed there for days, or it answered 410.',
    audience: 'customer',
    data: z.object({
      customerId: id.nullable().meta({ description: 'null: the operator’s own endpoint' }),
      endpointId: id,
      url: z.string(),
      reason: z.enum(['failing', 'gone']),
    }),
    example: { customerId: anId, endpointId: anId, url: 'https://example.net/hook', reason: 'failing' },
  },
];
