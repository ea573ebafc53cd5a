import { z } from 'zod';
import { parametersSchema, type PolicyParametersInput } from '#policy';
import { expectations } from './expectations/index.ts';
import { amount, date, e164, moment, name, processor, timeZone } from './word.ts';
import { words, type Verb } from './words/index.ts';

// A scenario file, as SCENARIOS.md gives it.

const schemas: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(Object.entries(words).map(([verb, { schema }]) => [verb, schema])),
  expect: z.union(
    Object.values(expectations).map(({ schema }) => schema),
    `expects one of: ${Object.keys(expectations).join(', ')}, with the keys that belong to it`,
  ),
};

interface Entry {
  /** As the schema of the verb has read it. */
  readonly with: unknown;
  readonly as?: string;
  readonly refused?: string;
  /** The process dies at so many statements into the step, and everything is asked again. */
  readonly crash?: number;
  /** It is asked twice, as by somebody who got no answer: the second time nothing happens. */
  readonly repeat?: true;
  /** Beside `at`: nothing runs meanwhile, and all that fell due happens late. */
  readonly asleep?: true;
}
/** Something that is done. */
export type Deed = Entry & { readonly verb: Verb };
/** One entry of the story: one verb, and what stands beside it. */
export type Step = Deed | (Entry & { readonly verb: 'expect' });

export const verbNames = Object.keys(schemas) as readonly Step['verb'][];

const besides = {
  as: name.optional(),
  refused: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/, 'is not a code such as wallet.insufficient_credit')
    .optional(),
  crash: z.int().min(1).optional(),
  repeat: z.literal(true).optional(),
  asleep: z.literal(true).optional(),
};
export const besideVerbs = Object.keys(besides);

/** The schema of an entry that uses `verb`. */
export const stepSchema = (verb: Step['verb']) => z.strictObject({ [verb]: schemas[verb]!, ...besides });

/** Checked, and kept as it is written: a preview puts another base under what the story names itself. */
const policy = z.custom<PolicyParametersInput>().check((context) => {
  const read = parametersSchema.safeParse(context.value);
  for (const issue of read.error?.issues ?? []) {
    const found = { ...issue, input: context.value };
    context.issues.push(found as (typeof context.issues)[number]);
  }
});

const fee = z.strictObject({ percent: amount, fixed: amount });

const rate = z.strictObject({
  prefix: z
    .string('write the prefix in quotes, for example "+39"')
    .regex(/^\+?[1-9]\d{0,14}$/, 'is not the beginning of a number such as "+39"'),
  perMinute: amount,
  increment: z.int().min(1).max(3600),
  minimum: z.int().min(0).max(3600).default(0),
  connectionFee: amount.default('0.00'),
  from: date.optional(),
});

export const headSchema = z.strictObject({
  title: name,
  operator: z
    .strictObject({
      timeZone: timeZone.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'is not a currency such as EUR')
        .optional(),
      policy: policy.optional(),
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
  rates: z.array(rate).default([]),
  start: moment,
  story: z.array(z.record(z.string(), z.unknown())).min(1, 'needs at least one step'),
});

export interface Story extends Omit<z.infer<typeof headSchema>, 'story'> {
  readonly steps: readonly Step[];
}
