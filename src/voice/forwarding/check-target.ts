import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { invalidTarget, noRate } from '../errors.ts';
import { findRate } from '../rates/find-rate.ts';
import type { Target } from './plan.ts';
import { checked } from './rules.ts';

/** What is to be forwarded to: a target, of which number, and which services that number already uses. */
export interface TargetCheck {
  readonly e164: string;
  readonly target: Target;
  readonly servicesInUse: ReadonlySet<string>;
}

/**
 * Lets only those targets pass that calls can go to today.
 * @refuses voice.invalid_target, voice.no_rate
 * @source POLICY.md S1
 */
export const checkTarget = async (
  tx: Tx,
  context: Context,
  { e164, target: wanted }: TargetCheck,
): Promise<void> => {
  const { kind, target } = checked(wanted);
  if (kind !== 'pstn') return;
  if (target === e164) throw invalidTarget({ target, fault: 'own_number' });
  if ((await findRate(tx, target, today(context))) === null) throw noRate({ e164: target });
};
