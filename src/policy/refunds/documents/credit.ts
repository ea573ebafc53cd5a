import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import type { CreditFacts } from '../facts.ts';
import {
  amount,
  common,
  commonFromDocument,
  commonToDocument,
  part,
  partFromDocument,
  partToDocument,
  payment,
  paymentFromDocument,
  paymentToDocument,
} from './forms.ts';

export const creditDocument = z.strictObject({
  subject: z.literal('credit'),
  ...common,
  destination: z.enum(['payments', 'credit']),
  requested: amount.nullable(),
  parts: z.array(part),
  payments: z.array(payment),
});

export const creditToDocument = (given: CreditFacts): z.output<typeof creditDocument> => ({
  subject: given.subject,
  ...commonToDocument(given),
  destination: given.destination,
  requested: given.requestedMicros === null ? null : toDecimal(given.requestedMicros),
  parts: given.parts.map(partToDocument),
  payments: given.payments.map(paymentToDocument),
});

export const creditFromDocument = (document: z.output<typeof creditDocument>): CreditFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  destination: document.destination,
  requestedMicros: document.requested === null ? null : fromDecimal(document.requested),
  parts: document.parts.map(partFromDocument),
  payments: document.payments.map(paymentFromDocument),
});
