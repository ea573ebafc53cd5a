import { z } from 'zod';
import type { RentalFacts } from '../facts.ts';
import {
  common,
  commonFromDocument,
  commonToDocument,
  period,
  periodFromDocument,
  periodToDocument,
} from './forms.ts';

export const rentalDocument = z.strictObject({
  subject: z.literal('rental'),
  ...common,
  e164: z.string(),
  period: period.nullable(),
});

export const rentalToDocument = (given: RentalFacts): z.output<typeof rentalDocument> => ({
  subject: given.subject,
  ...commonToDocument(given),
  e164: given.e164,
  period: given.period && periodToDocument(given.period),
});

export const rentalFromDocument = (document: z.output<typeof rentalDocument>): RentalFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  e164: document.e164,
  period: document.period && periodFromDocument(document.period),
});
