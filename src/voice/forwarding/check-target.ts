import type { Tx } from '#platform';
import { today, type Context } from '#policy';
import { findService } from '#suppliers';
import { invalidTarget, noRate, serviceClosed } from '../errors.ts';
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
 * @refuses voice.invalid_target, voice.no_rate, voice.service_closed
 * @source POLICY.md S1
 */
export const checkTarget = async (
  tx: Tx,
  context: Context,
  { e164, target: wanted, servicesInUse }: TargetCheck,
): Promise<void> => {
  const { kind, target } = checked(wanted);
  if (kind === 'sip') return;
  if (kind === 'service') return checkService(tx, context, target, servicesInUse);
  if (target === e164) throw invalidTarget({ target, fault: 'own_number' });
  if ((await findRate(tx, target, today(context))) === null) throw noRate({ e164: target });
};

/** A service that is closed is no new use where it is in use already. */
const checkService = async (
  tx: Tx,
  context: Context,
  service: string,
  inUse: ReadonlySet<string>,
): Promise<void> => {
  const standing = await findService(tx, context, service);
  if (standing === null) throw invalidTarget({ target: service, fault: 'not_a_service' });
  const { status, sunset } = standing;
  if (sunset === null || status === 'open' || (status === 'closed' && inUse.has(service))) return;
  const { closedFrom, lastDay } = sunset;
  throw serviceClosed({ service, closedFrom: String(closedFrom), lastDay: String(lastDay) });
};
