import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import type { CallsFacts } from '../facts.ts';
import { amount, common, commonFromDocument, commonToDocument } from './forms.ts';

export const callsDocument = z.strictObject({
  subject: z.literal('calls'),
  ...common,
  e164: z.string().nullable(),
  spent: amount,
});

export const callsToDocument = (given: CallsFacts): z.output<typeof callsDocument> => ({
  subject: given.subject,
  ...commonToDocument(given),
  e164: given.e164,
  spent: toDecimal(given.spentMicros),
});

export const callsFromDocument = (document: z.output<typeof callsDocument>): CallsFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  e164: document.e164,
  spentMicros: fromDecimal(document.spent),
});
