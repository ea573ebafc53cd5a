import { lockWallets } from '#ledger';
import { rentalOf, statesOf } from '#numbers';
import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { serviceNamed } from '#suppliers';
import { notOnService } from '../errors.ts';
import { forwardNumber } from '../forwarding/forward-number.ts';
import type { Plan, Step, Target } from '../forwarding/plan.ts';
import { describePlan } from '../forwarding/rules.ts';
import { selectForwarding } from '../forwarding/store.ts';
import { findRate } from '../rates/find-rate.ts';
import type { Rate } from '../rates/rate.ts';
import { selectOnService } from './store.ts';

export interface MoveOrder {
  readonly customerId: string;
  readonly service: string;
  readonly to: Target;
  /** Left out: all active numbers of the customer that lead to the service. */
  readonly e164s?: readonly string[] | undefined;
}

/** A number that was moved, and where its calls go now. */
export interface MovedNumber {
  readonly e164: string;
  readonly forwarding: string;
}

export interface Move {
  readonly moved: readonly MovedNumber[];
  /** What a minute to it costs; null: nothing, it is no phone number. */
  readonly rate: Rate | null;
}

/**
 * Puts another target in the place of a service, in one step: for all numbers of a customer that lead to it, or for those that are named. What
 * else their forwardings say stays. A number in quarantine is left as it is, unless it is named: then it is refused.
 * @refuses suppliers.unknown_service, voice.not_on_service, and whatever forwardNumber refuses
 * @source POLICY.md S2
 */
export const moveFromService = async (tx: Tx, context: Context, order: MoveOrder): Promise<Move> => {
  const { customerId, service, to } = order;
  await serviceNamed(tx, context, service);
  await lockWallets(tx, [customerId]);
  const moved: MovedNumber[] = [];
  for (const { id, e164 } of await meant(tx, order)) {
    const changed = planMoved((await selectForwarding(tx, id))!, service, to);
    await forwardNumber(tx, context, { customerId, e164, plan: changed });
    moved.push({ e164, forwarding: describePlan(changed) });
  }
  return { moved, rate: to.kind === 'pstn' ? await findRate(tx, to.target, today(context)) : null };
};

/** The numbers on the service that are to be moved: at least one. */
const meant = async (
  tx: Tx,
  { customerId, service, e164s }: MoveOrder,
): Promise<readonly { readonly id: bigint; readonly e164: string }[]> => {
  const onService = await selectOnService(tx, customerId, service);
  if (e164s === undefined) {
    const states = await statesOf(
      tx,
      onService.map(({ id }) => id),
    );
    const active = onService.filter(({ id }) => states.get(id) === 'active');
    if (active.length === 0) throw notOnService({ service });
    return active;
  }
  for (const e164 of e164s) {
    await rentalOf(tx, { customerId, e164 });
    if (!onService.some((one) => one.e164 === e164)) throw notOnService({ service });
  }
  return onService.filter(({ e164 }) => e164s.includes(e164));
};

/** The plan with `to` in the place of a service. A phone number rings alone: after those with which the service rang at once. */
export const planMoved = (plan: Plan, service: string, to: Target): Plan => ({
  channels: plan.channels,
  rules: plan.rules.map((rule) => ({
    ...rule,
    steps: rule.steps.flatMap((step) => stepsMoved(step, service, to)),
  })),
});

const stepsMoved = ({ ringSeconds, targets }: Step, service: string, to: Target): readonly Step[] => {
  const others = targets.filter(({ kind, target }) => kind !== 'service' || target !== service);
  if (others.length === targets.length) return [{ ringSeconds, targets }];
  if (others.some(({ target }) => target === to.target)) return [{ ringSeconds, targets: others }];
  if (to.kind !== 'pstn' || others.length === 0) return [{ ringSeconds, targets: [...others, to] }];
  return [
    { ringSeconds, targets: others },
    { ringSeconds, targets: [to] },
  ];
};
