import { z } from 'zod';
import type { RegistrationFacts } from '../facts.ts';
import {
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

export const registrationDocument = z.strictObject({
  subject: z.literal('registration'),
  ...common,
  destination: z.enum(['payments', 'credit']),
  e164: z.string(),
  standing: z.enum(['waits', 'owed', 'given_back', 'activated', 'not_needed']),
  cause: z.enum(['deadline', 'rejected', 'customer']),
  parts: z.array(part),
  payments: z.array(payment),
});

export const registrationToDocument = (given: RegistrationFacts): z.output<typeof registrationDocument> => ({
  subject: given.subject,
  ...commonToDocument(given),
  destination: given.destination,
  e164: given.e164,
  standing: given.standing,
  cause: given.cause,
  parts: given.parts.map(partToDocument),
  payments: given.payments.map(paymentToDocument),
});

export const registrationFromDocument = (
  document: z.output<typeof registrationDocument>,
): RegistrationFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  destination: document.destination,
  e164: document.e164,
  standing: document.standing,
  cause: document.cause,
  parts: document.parts.map(partFromDocument),
  payments: document.payments.map(paymentFromDocument),
});
