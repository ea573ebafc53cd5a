// The verbs of SCENARIOS.md. A new one is a word in a file of this folder, and its name here.
import type { Doing, Word } from '../word.ts';
import { automaticPayment, automaticTopUp, cancelAutomaticPayment } from './automatic-payments.ts';
import { awaitCode, certify } from './caller-id.ts';
import { signUp } from './customers.ts';
import { sms } from './messages.ts';
import { fraud } from './fraud.ts';
import { incident } from './incidents.ts';
import { buy, prioritise, renew, restore, resumeRenewal, stopRenewal } from './numbers.ts';
import { dispute, promote, topUp } from './payments.ts';
import { reviewDocuments, submitDocuments } from './registrations.ts';
import { quote, refund } from './refunds.ts';
import { sunset } from './services.ts';
import { at } from './time.ts';
import { call, callSettings, forward } from './voice.ts';

export const words = {
  at,
  signUp,
  topUp,
  automaticPayment,
  cancelAutomaticPayment,
  automaticTopUp,
  promote,
  dispute,
  buy,
  submitDocuments,
  reviewDocuments,
  stopRenewal,
  resumeRenewal,
  renew,
  restore,
  prioritise,
  forward,
  callSettings,
  call,
  sms,
  awaitCode,
  certify,
  incident,
  sunset,
  quote,
  refund,
  fraud,
} as const;

export type Verb = keyof typeof words;

/** Does what a step says, as its schema has read it. */
export const perform = (verb: Verb, doing: Doing, order: unknown): Promise<void> =>
  (words[verb] as unknown as Word).deed(doing, order);
