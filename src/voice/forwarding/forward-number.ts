import { isDeepStrictEqual } from 'node:util';
import { lockHeld, quarantined, registering, type HeldNumber, type Rental } from '#numbers';
import { recordEvents, type Tx } from '#platform';
import type { Context } from '#policy';
import { refuseFrozen } from '#wallet';
import { invalidTarget } from '../errors.ts';
import { checkTarget } from './check-target.ts';
import type { Plan } from './plan.ts';
import { describePlan, refuseRingingAtOnce, targetsOf } from './rules.ts';
import { replaceForwarding, selectForwarding } from './store.ts';

/** Where the calls of a number of a customer are to go. A plan without rules stops the forwarding. */
export interface ForwardOrder extends HeldNumber {
  readonly plan: Plan;
}

/**
 * The calls of a number go where the plan says, from now on; the plan before stays in the history. The same plan again changes nothing.
 * @refuses numbers.not_yours, numbers.dismissed, numbers.registering, numbers.quarantined, wallet.frozen
 * @refuses voice.invalid_target, voice.no_rate
 * @source POLICY.md S1, S5
 */
export const forwardNumber = async (tx: Tx, context: Context, order: ForwardOrder): Promise<void> => {
  const rental = await lockHeld(tx, order);
  await refuseUnlessActive(tx, rental);
  const before = await selectForwarding(tx, rental.id);
  await checkPlan(tx, context, order, before);
  await changeForwarding(tx, context, { rental, before, plan: order.plan });
};

const refuseUnlessActive = async (tx: Tx, { state, e164, customerId }: Rental): Promise<void> => {
  await refuseFrozen(tx, customerId);
  if (state === 'registering') throw registering({ e164 });
  if (state === 'quarantined') throw quarantined({ e164 });
};

/**
 * Lets only those plans pass that calls can follow today; `before` is the plan that the number has.
 * @refuses voice.invalid_target, voice.no_rate
 */
export const checkPlan = async (
  tx: Tx,
  context: Context,
  { e164, plan }: { readonly e164: string; readonly plan: Plan },
  before: Plan | undefined,
): Promise<void> => {
  const inUse = before === undefined ? [] : targetsOf(before).filter(({ kind }) => kind === 'service');
  const servicesInUse = new Set(inUse.map(({ target }) => target));
  for (const { minutes, steps } of plan.rules) {
    for (const step of steps) refuseRingingAtOnce(step);
    if (minutes !== null && minutes.from === minutes.until)
      throw invalidTarget({ target: describePlan(plan), fault: 'no_hours' });
  }
  for (const target of targetsOf(plan)) await checkTarget(tx, context, { e164, target, servicesInUse });
};

/** Writes a plan down that was checked. The wallet is locked. */
export const changeForwarding = async (
  tx: Tx,
  context: Context,
  change: {
    readonly rental: Pick<Rental, 'id' | 'e164' | 'customerId'>;
    readonly before: Plan | undefined;
    readonly plan: Plan;
  },
): Promise<void> => {
  const { rental, before, plan } = change;
  const isSame =
    before === undefined
      ? plan.rules.length === 0
      : isDeepStrictEqual([before.channels, before.rules], [plan.channels, plan.rules]);
  if (isSame) return;
  const { id: rentalId, e164, customerId } = rental;
  await replaceForwarding(tx, context, { rentalId, e164, customerId, ...plan });
  await recordEvents(tx, context.clock, 'voice.forwarding_changed', [
    {
      customerId,
      e164,
      rentalId: String(rentalId),
      before: before === undefined ? 'none' : describePlan(before),
      after: describePlan(plan),
    },
  ]);
};
