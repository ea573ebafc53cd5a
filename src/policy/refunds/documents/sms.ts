import { z } from 'zod';
import type { SmsFacts } from '../facts.ts';
import { common, commonFromDocument, commonToDocument } from './forms.ts';

export const smsDocument = z.strictObject({
  subject: z.literal('sms'),
  ...common,
  e164: z.string().nullable(),
});

export const smsToDocument = (given: SmsFacts): z.output<typeof smsDocument> => ({
  subject: given.subject,
  ...commonToDocument(given),
  e164: given.e164,
});

export const smsFromDocument = (document: z.output<typeof smsDocument>): SmsFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  e164: document.e164,
});
