import { z } from 'zod';
import type { FactsBySubject, RefundFacts, RefundSubject } from '../facts.ts';
import { callsDocument, callsFromDocument, callsToDocument } from './calls.ts';
import { creditDocument, creditFromDocument, creditToDocument } from './credit.ts';
import { disruptionDocument, disruptionFromDocument, disruptionToDocument } from './disruption.ts';
import { registrationDocument, registrationFromDocument, registrationToDocument } from './registration.ts';
import { rentalDocument, rentalFromDocument, rentalToDocument } from './rental.ts';
import { smsDocument, smsFromDocument, smsToDocument } from './sms.ts';

// One file a subject, and three lines here.

/** The facts of a decision in JSON, by their subject. */
export const factsDocument = z.discriminatedUnion('subject', [
  creditDocument,
  rentalDocument,
  registrationDocument,
  callsDocument,
  smsDocument,
  disruptionDocument,
]);
export type FactsDocument = z.output<typeof factsDocument>;

type Document<Subject extends RefundSubject> = Extract<FactsDocument, { readonly subject: Subject }>;

const writers: {
  readonly [Subject in RefundSubject]: (facts: FactsBySubject[Subject]) => Document<Subject>;
} = {
  credit: creditToDocument,
  rental: rentalToDocument,
  registration: registrationToDocument,
  calls: callsToDocument,
  sms: smsToDocument,
  disruption: disruptionToDocument,
};

const readers: {
  readonly [Subject in RefundSubject]: (document: Document<Subject>) => FactsBySubject[Subject];
} = {
  credit: creditFromDocument,
  rental: rentalFromDocument,
  registration: registrationFromDocument,
  calls: callsFromDocument,
  sms: smsFromDocument,
  disruption: disruptionFromDocument,
};

export const factsToDocument = (facts: RefundFacts): FactsDocument =>
  (writers[facts.subject] as (facts: RefundFacts) => FactsDocument)(facts);

export const factsFromDocument = (document: FactsDocument): RefundFacts =>
  (readers[document.subject] as (document: FactsDocument) => RefundFacts)(document);
