import { z } from 'zod';
import { isTimeZone } from '#platform';
import { momentIn } from './moment.ts';
import type { World } from './world.ts';

/** A step under way: its key makes whatever it moves unique, its name is the `as` beside it. */
export interface Doing {
  readonly world: World;
  readonly key: string;
  readonly name: string | undefined;
  /** Time passes and nothing runs. */
  readonly asleep?: boolean;
}

/** A verb of SCENARIOS.md: what may stand behind it, and what it does, by the same use cases that the API calls. */
export interface Word<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  deed(doing: Doing, order: z.output<Schema>): Promise<void>;
}

export const word = <Schema extends z.ZodType>(
  schema: Schema,
  deed: (doing: Doing, order: z.output<Schema>) => Promise<void>,
): Word<Schema> => ({ schema, deed });

export type Facts = Readonly<Record<string, unknown>>;

/** Something that a story expects: the keys that may be named, the first of which says what it is about, and what is there. */
export interface Expectation<Schema extends z.ZodObject = z.ZodObject> {
  readonly schema: Schema;
  look(world: World, expected: z.output<Schema>): Promise<Facts>;
}

export const expectation = <Schema extends z.ZodObject>(
  schema: Schema,
  look: (world: World, expected: z.output<Schema>) => Promise<Facts>,
): Expectation<Schema> => ({ schema, look });

// The schemas that words share. Unknown keys are refused everywhere: a misspelt word must not pass for a true one.

export const amount = z
  .string('write the amount in quotes, for example "4.00"')
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'is not an amount such as "4.00"');
export const e164 = z
  .string('write the number in quotes, for example "+390612345678"')
  .regex(/^\+[1-9]\d{5,14}$/, 'is not a number such as "+390612345678"');
export const name = z.string().min(1);
export const timeZone = name.refine(isTimeZone, 'is not a time zone such as Europe/Rome');
export const processor = z.enum(['paypal', 'card', 'bank']);
export const months = z.union(
  [z.literal(1), z.literal(3), z.literal(6), z.literal(12)],
  'must be 1, 3, 6 or 12',
);
export const language = z.enum(['en', 'es', 'it']);
export const date = z.iso.date('is not a date such as 2022-03-10');
export const moment = z
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
