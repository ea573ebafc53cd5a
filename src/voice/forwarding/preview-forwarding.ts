import { rentalOf, type HeldNumber } from '#numbers';
import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { creditForCalls, type CreditForCalls } from '../calls/credit-for-calls.ts';
import { longestCallSeconds } from '../calls/call.ts';
import { affordableSeconds } from '../rates/charging.ts';
import { findRate } from '../rates/find-rate.ts';
import type { Rate } from '../rates/rate.ts';
import { checkPlan } from './forward-number.ts';
import type { Plan, Target } from './plan.ts';
import { targetsOf } from './rules.ts';
import { selectForwarding } from './store.ts';

/** What calls to a target cost, and how long one could be with the credit that is there now. */
export type PricedTarget = Target & {
  /** null: calls there are free. */
  readonly rate: Rate | null;
  /** At most the longest that any call may be; 0: the credit does not pay for the first step. */
  readonly affordableSeconds: number;
};

/** What a plan would cost, without making it. */
export interface ForwardingPreview {
  readonly targets: readonly PricedTarget[];
  readonly credit: CreditForCalls;
}

/**
 * What calls would cost if a number of the customer were forwarded so: what they see before they save it.
 * @refuses numbers.not_yours, voice.invalid_target, voice.no_rate, voice.service_closed
 */
export const previewForwarding = async (
  tx: Tx,
  context: Context,
  order: HeldNumber & { readonly plan: Plan },
): Promise<ForwardingPreview> => {
  const { id } = await rentalOf(tx, order);
  await checkPlan(tx, context, order, await selectForwarding(tx, id));
  return priceOf(tx, context, order.customerId, order.plan);
};

/** What calls under a plan cost today. A target that has lost its rate costs nothing: nothing can be spent on it. */
export const priceOf = async (
  tx: Tx,
  context: Context,
  customerId: string,
  plan: Plan,
): Promise<ForwardingPreview> => {
  const credit = await creditForCalls(tx, context, customerId);
  const targets: PricedTarget[] = [];
  for (const target of targetsOf(plan)) {
    const rate = target.kind === 'pstn' ? await findRate(tx, target.target, today(context)) : null;
    const seconds =
      target.kind === 'pstn'
        ? rate === null
          ? 0
          : affordableSeconds(rate, credit.creditMicros, longestCallSeconds)
        : longestCallSeconds;
    targets.push({ ...target, rate, affordableSeconds: seconds });
  }
  return { targets, credit };
};
