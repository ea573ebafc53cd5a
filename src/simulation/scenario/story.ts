import { z } from 'zod';
import { isTimeZone } from '#platform';
import { parametersSchema } from '#policy';
import { momentIn } from './moment.ts';

// The words of a scenario file, as SCENARIOS.md gives them. Unknown keys are refused: a misspelt word must not pass for a true one.

const amount = z
  .string('write the amount in quotes, for example "4.00"')
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'is not an amount such as "4.00"');
const e164 = z
  .string('write the number in quotes, for example "+390612345678"')
  .regex(/^\+[1-9]\d{5,14}$/, 'is not a number such as "+390612345678"');
const name = z.string().min(1);
const processor = z.enum(['paypal', 'card', 'bank']);
const months = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)], 'must be 1, 3, 6 or 12');
const language = z.enum(['en', 'es', 'it']);
const date = z.iso.date('is not a date such as 2022-03-10');
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/, {
    error: 'is not a date and time such as 2022-03-10T09:00',
    abort: true,
  })
  .refine(exists, 'is a date or a time that does not exist');

function exists(text: string): boolean {
  try {
    return momentIn('UTC', text).epochMilliseconds !== 0;
  } catch {
    return false;
  }
}

const verbs = {
  at: moment,
  signUp: z.strictObject({ customer: name, language: language.default('en') }),
  topUp: z.strictObject({ customer: name, amount, via: processor }),
  promote: z.strictObject({ customer: name, amount }),
  buy: z
    .strictObject({
      customer: name,
      number: e164.optional(),
      country: z.string().length(2).optional(),
      city: name.optional(),
      months: months.default(1),
    })
    .refine(
      (buy) => (buy.number === undefined) === (buy.country !== undefined && buy.city !== undefined),
      'needs a number, or a country and a city',
    ),
  stopRenewal: z.strictObject({ number: e164 }),
  resumeRenewal: z.strictObject({ number: e164 }),
  renew: z.strictObject({ number: e164, periods: z.int().min(1).max(120).default(1) }),
  restore: z.strictObject({ number: e164, customer: name.optional() }),
  prioritise: z.strictObject({ customer: name, numbers: z.array(e164) }),
  quote: refund(),
  refund: refund(),
  expect: z.union(
    [
      z.strictObject({
        wallet: name,
        credit: amount.optional(),
        held: amount.optional(),
        refundable: amount.optional(),
        debt: amount.optional(),
      }),
      z.strictObject({
        number: e164,
        state: z
          .enum(['available', 'registering', 'active', 'suspended', 'quarantined', 'dismissed'])
          .optional(),
        holder: name.optional(),
        paidUntil: date.optional(),
        restorableUntil: date.optional(),
        renewal: z.enum(['on', 'off']).optional(),
      }),
      z.strictObject({
        refund: name,
        outcome: z.enum(['granted', 'partly', 'refused']).optional(),
        gross: amount.optional(),
        retained: amount.optional(),
        paidBack: amount.optional(),
        toCredit: amount.optional(),
        payouts: z.record(name, amount).optional(),
        clauses: z.array(name).optional(),
      }),
      z.strictObject({
        mail: name,
        about: name,
        count: z.int().min(0).optional(),
        language: language.optional(),
      }),
    ],
    'expects one of: wallet, number, refund, mail, with the keys that belong to it',
  ),
} as const;

function refund() {
  return z.strictObject({
    customer: name,
    for: z.enum(['credit', 'rental']),
    number: e164.optional(),
    amount: amount.optional(),
    to: z.enum(['payments', 'credit']).default('payments'),
  });
}

export type Verb = keyof typeof verbs;
export type Arguments<V extends Verb> = z.infer<(typeof verbs)[V]>;

/** One entry of the story: one verb, and what stands beside it. */
export type Step = {
  [V in Verb]: {
    readonly verb: V;
    readonly with: Arguments<V>;
    readonly as?: string;
    readonly refused?: string;
  };
}[Verb];

export const verbNames = Object.keys(verbs) as readonly Verb[];

const besides = {
  as: name.optional(),
  refused: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/, 'is not a code such as wallet.insufficient_credit')
    .optional(),
};

/** The schema of an entry that uses `verb`. */
export const stepSchema = (verb: Verb) => z.strictObject({ [verb]: verbs[verb], ...besides });

const fee = z.strictObject({ percent: amount, fixed: amount });

export const headSchema = z.strictObject({
  title: name,
  operator: z
    .strictObject({
      timeZone: name.refine(isTimeZone, 'is not a time zone such as Europe/Rome').optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'is not a currency such as EUR')
        .optional(),
      policy: parametersSchema.optional(),
    })
    .optional(),
  fees: z.partialRecord(processor, fee).optional(),
  numbers: z
    .array(
      z.strictObject({
        number: e164,
        country: z.string().length(2),
        city: name,
        monthly: amount,
        setup: amount.default('0.00'),
        registration: z.boolean().default(false),
      }),
    )
    .default([]),
  rates: z.array(z.strictObject({ prefix: name, perMinute: amount, increment: z.int().min(1) })).default([]),
  start: moment,
  story: z.array(z.record(z.string(), z.unknown())).min(1, 'needs at least one step'),
});

export interface Story extends Omit<z.infer<typeof headSchema>, 'story'> {
  readonly steps: readonly Step[];
}
