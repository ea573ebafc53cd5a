import { dateAt, type Clock } from '#platform';
import type { Operator } from './operator.ts';

/** What a use case needs to know beside its order: the time, the business, and who asks. */
export interface Context {
  readonly clock: Clock;
  readonly operator: Operator;
  /** `system`, `customer:<uuid>`, `staff:<id>` or `processor:<name>`. */
  readonly actor: string;
}

/**
 * The operator's date of the present instant.
 * @source POLICY.md, dates are those of the operator’s time zone
 */
export const today = (context: Context): Temporal.PlainDate =>
  dateAt(context.clock.now(), context.operator.timeZone);
