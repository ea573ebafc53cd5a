import { z } from 'zod';
import { amount, anId, id, type EventType } from './event-type.ts';

const ofCase = { customerId: id, caseId: id };
const exampleCase = { customerId: anId, caseId: anId };

const plain = (type: string, from: string, means: string): EventType => ({
  type,
  from,
  means,
  audience: 'customer',
  data: z.object(ofCase),
  example: exampleCase,
});

/** Cases of fraud (F1), as far as they are told. Evidence stays with staff. */
export const fraudEvents: readonly EventType[] = [
  {
    type: 'fraud.proposed',
    from: 'fraud.proposed',
    means: 'A case was opened: the funds are frozen and the active numbers suspended.',
    audience: 'operator',
    data: z.object({
      ...ofCase,
      signal: z.string().nullable().meta({ description: 'What a rule noticed; null: staff did' }),
      suspended: z.int().meta({ description: 'Numbers that were suspended' }),
    }),
    example: { ...exampleCase, signal: 'many_cards', suspended: 3 },
  },
  {
    type: 'fraud.confirmed',
    from: 'fraud.confirmed',
    means: 'A second member of staff confirmed a case: the credit is forfeited.',
    audience: 'customer',
    data: z.object({ ...ofCase, amount }),
    example: { ...exampleCase, amount: '38.00' },
  },
  {
    type: 'fraud.forfeited',
    from: 'fraud.forfeited',
    means: 'Credit that arrived after a case was confirmed is forfeited too.',
    audience: 'customer',
    data: z.object({ ...ofCase, amount }),
    example: { ...exampleCase, amount: '38.00' },
  },
  plain('fraud.dismissed', 'fraud.dismissed', 'A case was dismissed: everything is as before.'),
  plain('fraud.appealed', 'fraud.appealed', 'The customer appealed against a confirmed case.'),
  plain(
    'fraud.appeal_rejected',
    'fraud.appeal_rejected',
    'An appeal was rejected: the case stays confirmed.',
  ),
  plain('fraud.appeal_upheld', 'fraud.upheld', 'An appeal was upheld: the forfeited credit is back.'),
];
