// The words that all endpoints share. What comes in as text is decoded here once, and encoded here once on the way out.
import { z } from 'zod';
import { fromDecimal, toDecimal } from '#money';
import { features, kinds } from '#numbers';
import { languages } from '#platform';
import { processorNames } from '#policy';
import { shapes } from './shapes.ts';

/** An amount of money: a decimal string outside, micro-units inside. */
export const amount = z
  .codec(z.string().regex(shapes.amount), z.bigint(), { decode: fromDecimal, encode: toDecimal })
  .meta({ description: 'A decimal in the operator’s currency', examples: ['4.00'] });

/** An amount that is paid, given or asked as a price: above zero, and no more than anybody pays at once. */
export const positiveAmount = z
  .codec(z.string().regex(shapes.positiveAmount), z.bigint(), {
    decode: fromDecimal,
    encode: toDecimal,
  })
  .meta({ description: 'A decimal in the operator’s currency, above zero', examples: ['20.00'] });

/** A change of money, which may be negative. */
export const signedAmount = z
  .codec(z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/), z.bigint(), { decode: fromDecimal, encode: toDecimal })
  .meta({
    description: 'A decimal in the operator’s currency; negative when it leaves',
    examples: ['-4.00'],
  });

/** What decode is handed beside the value: the list to which it adds what is wrong. */
type Decoding = z.core.ParsePayload;

const refuse = ({ issues, value }: Decoding, format: 'date' | 'datetime'): never => {
  issues.push({ code: 'invalid_format', format, input: String(value) });
  return z.NEVER;
};

/** Years that the database and the calendar both know, and that are no slip of the pen. */
const isPlausible = ({ year }: { readonly year: number }): boolean => year >= 1900 && year < 3000;

/** A point in time, in UTC. */
export const instant = z
  .codec(
    z.iso.datetime(),
    z.custom<Temporal.Instant>((value) => value instanceof Temporal.Instant),
    {
      decode: (text, payload) => {
        const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '';
        if (fraction.length > 9) return refuse(payload, 'datetime');
        const value = Temporal.Instant.from(text);
        return isPlausible(value.toZonedDateTimeISO('UTC')) ? value : refuse(payload, 'datetime');
      },
      encode: (value) => value.toString({ smallestUnit: 'millisecond' }),
    },
  )
  .meta({ description: 'A point in time, UTC', examples: ['2026-03-10T08:00:00.000Z'] });

/** A calendar date in the operator's time zone. */
export const calendarDate = z
  .codec(
    z.iso.date(),
    z.custom<Temporal.PlainDate>((value) => value instanceof Temporal.PlainDate),
    {
      decode: (text, payload) => {
        const value = Temporal.PlainDate.from(text);
        return isPlausible(value) ? value : refuse(payload, 'date');
      },
      encode: (value) => value.toString(),
    },
  )
  .meta({ description: 'A calendar date in the operator’s time zone', examples: ['2026-04-10'] });

export const e164 = z
  .string()
  .regex(shapes.e164)
  .meta({ description: 'A phone number in E.164', examples: ['+390612345678'] });

/** A number in a query, where a "+" that was not encoded arrives as a space. */
export const e164InQuery = z
  .codec(z.string().regex(shapes.e164InQuery), e164, {
    decode: (text) => `+${text.replace(/^[+ ]/, '')}`,
    encode: (text) => text,
  })
  .meta({ description: 'A phone number in E.164; encode the "+" as %2B', examples: ['+390612345678'] });

export const id = z.uuid().meta({ examples: ['0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f'] });

/** An id that counts: a string outside, as JSON's numbers end where these do not. */
export const countedId = z
  .codec(z.string().regex(/^\d{1,18}$/), z.bigint(), { decode: BigInt, encode: String })
  .meta({ description: 'An id that counts, as a string', examples: ['1042'] });

/** How many, where it may be more than JSON's numbers hold; as a number, which is what people expect of a count. */
export const count = z
  .codec(z.int().min(0), z.bigint(), { decode: BigInt, encode: Number })
  .meta({ examples: [3] });

/** A whole number as the database's int holds it. */
export const smallInt = z.int().min(1).max(2_147_483_647);
export const smallIntInPath = z.coerce
  .number()
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ examples: [1] });

export const country = z
  .string()
  .length(2)
  .meta({ description: 'ISO 3166-1 alpha-2', examples: ['IT'] });

export const language = z.enum(languages).meta({ examples: ['it'] });
export const processorName = z.enum(processorNames);

export const kind = z.enum(kinds).meta({ description: 'What sort of number it is', examples: ['local'] });
export const feature = z.enum(features).meta({ description: 'What a number can do', examples: ['sms'] });

/** What a query says as `true` or `false`. */
export const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] }).meta({ examples: ['true'] });

/** Text that a person typed. */
export const text = (longest: number) => z.string().trim().min(1).max(longest);

/** The same text in every language. */
export const inEveryLanguage = (longest: number) =>
  z.strictObject({ en: text(longest), es: text(longest), it: text(longest) });

export const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .meta({ examples: ['https://www.example.net'] });

/** What is named and nothing else: a misspelt name is refused rather than overlooked. */
export const body = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);
export const query = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);

/** The query of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many items at most' }),
  cursor: z.string().max(500).optional().meta({ description: 'The nextCursor of the page before' }),
};

/** One page of a list; nextCursor is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'null on the last page' }),
  });

/** The query parameter with which staff say whose things they mean. */
export const customerQuery = {
  customer: z
    .uuid()
    .optional()
    .meta({ description: 'Staff only, and needed from them: whose things are meant' }),
};

/** The same for lists that staff may also see whole. */
export const customerFilter = {
  customer: z.uuid().optional().meta({ description: 'Staff only: whose; left out: everybody’s' }),
};

/** The header of everything that moves money. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .meta({
      description:
        'Any text, once per intention: a repeated request with the same key has no second effect and gets the first answer',
      examples: ['7f9c2ba4-e88f'],
    }),
});

/** RFC 9457 */
export const problem = z
  .object({
    type: z.string().meta({
      description: 'Where this problem is explained',
      examples: ['/docs/errors#wallet.insufficient_credit'],
    }),
    title: z.string().meta({ examples: ['Conflict'] }),
    status: z.int().meta({ examples: [409] }),
    code: z
      .string()
      .meta({ description: 'Stable; never translated', examples: ['wallet.insufficient_credit'] }),
    detail: z.string().meta({
      description: 'What is wrong, in the language of Accept-Language',
      examples: ['This costs 4.00, and 1.50 of credit is available.'],
    }),
    remedy: z
      .string()
      .meta({ description: 'What to do about it', examples: ['Top up the credit, then try again.'] }),
    field: z
      .string()
      .optional()
      .meta({ description: 'The field at fault', examples: ['amount'] }),
    errors: z
      .array(
        z.object({
          in: z.enum(['body', 'query', 'path', 'headers']),
          field: z.string(),
          line: z.int().optional().meta({ description: 'Of a file' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Every field that is not valid' }),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({
        description: 'What the texts are written from',
        examples: [{ needed: '4.00', available: '1.50' }],
      }),
    requestId: z.string().meta({ description: 'For support: which request it was', examples: ['req-1a'] }),
  })
  .meta({ id: 'Problem', description: 'A refusal, as RFC 9457 writes it' });
