import { isTimeZone, type Clock, type Tx } from '#platform';
import { z } from 'zod';
import { invalidOperator, noOperator, operatorExists } from './errors.ts';
import type { Operator } from './operator.ts';
import { insertOperator, selectOperator } from './store.ts';

/**
 * Sets up the business that this database belongs to. There is one, and it does not change.
 * @refuses policy.invalid_operator, policy.operator_exists
 * @source POLICY.md, “the operator’s time zone”; SCENARIOS.md, `operator`
 */
export const createOperator = async (tx: Tx, clock: Clock, order: Operator): Promise<Operator> => {
  const operator = validOperator(order);
  if (await insertOperator(tx, operator, clock.now())) return operator;
  throw operatorExists({ name: (await loadOperator(tx)).name });
};

/**
 * The business that this database belongs to.
 * @refuses policy.no_operator when it was not set up yet
 * @source POLICY.md, “the operator’s time zone”; SCENARIOS.md, `operator`
 */
export const loadOperator = async (tx: Tx): Promise<Operator> => {
  const operator = await selectOperator(tx);
  if (!operator) throw noOperator({});
  return operator;
};

/**
 * Whether the database belongs to a business already.
 * @source POLICY.md, “the operator’s time zone”; SCENARIOS.md, `operator`
 */
export const hasOperator = async (tx: Tx): Promise<boolean> => (await selectOperator(tx)) !== undefined;

const validOperator = (order: Operator): Operator => {
  const read = operatorSchema.safeParse(order);
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0]) as keyof Operator;
  throw invalidOperator({ field, value: order[field] });
};

/** Known, and divided into a hundred: the policy rounds to the cent. */
const hasCents = (currency: string): boolean =>
  Intl.supportedValuesOf('currency').includes(currency) &&
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits === 2;

const operatorSchema = z.object({
  name: z.string().trim().min(1).max(200),
  timeZone: z.string().refine(isTimeZone),
  currency: z.string().refine(hasCents),
  supportEmail: z.email(),
});
