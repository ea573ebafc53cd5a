import { newId, type Tx } from '#platform';
import { today, type Context } from '#policy';
import { deadlineOf, nextReminder } from './rules.ts';
import { insertRegistration } from './store.ts';

export interface OpeningOrder {
  readonly rentalId: bigint;
  readonly customerId: string;
  readonly e164: string;
  readonly country: string;
  /** The kind of number: local, mobile, … */
  readonly kind: string;
  /** Of the policy under which it was bought. */
  readonly registrationDays: number;
}

/** A number that needs a registration was bought: from today its customer has the days of the policy. @source POLICY.md R2 */
export const openRegistration = async (tx: Tx, context: Context, order: OpeningOrder): Promise<void> => {
  const { registrationDays, ...number } = order;
  const { timeZone } = context.operator;
  const openedAt = context.clock.now();
  const deadline = deadlineOf(today(context), registrationDays, timeZone);
  await insertRegistration(tx, {
    ...number,
    id: newId(context.clock),
    openedAt,
    deadline,
    nextReminderAt: nextReminder(deadline, openedAt, timeZone),
  });
};
