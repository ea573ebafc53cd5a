import { z } from 'zod';
import { toDecimal } from '#money';
import type { Tx } from '#platform';
import type { Context } from '#policy';

type Payload = Readonly<Record<string, unknown>>;

/** One kind of event as the outside knows it. */
export interface EventType {
  /** Stable: `number.quarantined`. */
  readonly type: string;
  /** The kind of the recorded event that it comes from. */
  readonly from: string;
  /** When it happens, for developers. */
  readonly means: string;
  /**
   * customer: for whom it is about, and for the operator. operator: for the operator alone. everyone: about no one in particular, for all.
   */
  readonly audience: 'customer' | 'operator' | 'everyone';
  /** What of `data` is for its customer alone: null where it goes to the operator. It is forgotten when SMS are. */
  readonly privateFields?: readonly string[];
  readonly data: z.ZodObject;
  readonly example: Payload;
  /** What the recorded event does not hold. */
  readonly fill?: (tx: Tx, context: Context, payload: Payload) => Promise<Payload>;
}

/** The data of an event as it is sent: names and forms are those of the API, and what is not promised is left out. */
export const dataOf = async (
  { data, fill }: EventType,
  tx: Tx,
  context: Context,
  payload: Payload,
): Promise<Payload> => data.parse(publicForm({ ...payload, ...(await fill?.(tx, context, payload)) }));

/** Amounts are decimals without `Micros` in their name, and a number is called `number`: as everywhere outside. */
export const publicForm = (payload: Payload): Payload =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      if (name === 'e164') return ['number', value];
      if (!name.endsWith('Micros')) return [name, value];
      return [name.slice(0, -'Micros'.length), typeof value === 'string' ? toDecimal(BigInt(value)) : value];
    }),
  );

/** The same without what is for its customer alone. */
export const withheld = ({ privateFields = [] }: EventType, data: Payload): Payload => ({
  ...data,
  ...Object.fromEntries(privateFields.map((name) => [name, null])),
});

// The words of all data.
export const id = z.uuid();
export const countedId = z.coerce
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'An id that counts, as a string' });
export const number = z.string().meta({ description: 'E.164' });
export const amount = z.string().meta({ description: 'A decimal in the operator’s currency' });
export const date = z.iso.date().meta({ description: 'A calendar date in the operator’s time zone' });

export const anId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
