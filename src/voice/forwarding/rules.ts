import { invalidTarget } from '../errors.ts';
import type { Hours, Plan, Rule, Step, Target } from './plan.ts';

// Pure: no clock, no database.

// RFC 3261 §25.1, without passwords and headers: what a target may say is a user, a host, a port and the transport.
const sipAddress =
  /^sips?:[A-Za-z0-9\-_.!~*'()&=+$,%]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:;transport=(?:udp|tcp|tls))?$/;

/**
 * What a text names: a SIP address, a phone number, or a service.
 * @refuses voice.invalid_target
 */
export const readTarget = (text: string): Target => {
  if (/^sips?:/i.test(text)) return checked({ kind: 'sip', target: text });
  if (text.startsWith('+')) return checked({ kind: 'pstn', target: text });
  throw invalidTarget({ target: shortened(text), fault: 'not_a_target' });
};

/** @refuses voice.invalid_target when it is not written as its kind is */
export const checked = (target: Target): Target => {
  const fault = formFault(target);
  if (fault !== null) throw invalidTarget({ target: shortened(target.target), fault });
  return target;
};

const formFault = ({ kind, target }: Target) => {
  if (kind === 'sip') return sipAddress.test(target) && !target.includes('..') ? null : 'not_sip';
  if (kind === 'pstn') return /^\+[1-9]\d{5,14}$/.test(target) ? null : 'not_a_number';
  return /^[a-z][a-z0-9-]{0,62}$/.test(target) ? null : 'not_a_service';
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/**
 * Two phones that answer in the same moment are both answered, and both are paid for: what is charged rings alone.
 * @refuses voice.invalid_target
 */
export const refuseRingingAtOnce = ({ targets }: Step): void => {
  const charged = targets.find(({ kind }) => kind === 'pstn');
  if (charged !== undefined && targets.length > 1)
    throw invalidTarget({ target: charged.target, fault: 'rings_at_once' });
  const twice = targets.find(
    ({ target }, index) => targets.findIndex((other) => other.target === target) !== index,
  );
  if (twice !== undefined) throw invalidTarget({ target: shortened(twice.target), fault: 'named_twice' });
};

/** Every target of a plan, in the order in which they are tried. */
export const targetsOf = ({ rules }: Plan): readonly Target[] =>
  rules.flatMap(({ steps }) => steps.flatMap(({ targets }) => targets));

/** Whether the moment, as the customer's clock shows it, lies within the hours. */
export const areWithin = ({ days, minutes }: Hours, local: Temporal.PlainDateTime): boolean => {
  const minute = local.hour * 60 + local.minute;
  const on = (day: number): boolean => days === null || days.includes(day);
  const today = local.dayOfWeek;
  const yesterday = today === 1 ? 7 : today - 1;
  if (minutes === null) return on(today);
  if (minutes.from < minutes.until) return on(today) && minute >= minutes.from && minute < minutes.until;
  // Past midnight they belong to the day on which they began.
  return (on(today) && minute >= minutes.from) || (on(yesterday) && minute < minutes.until);
};

/** The rule that counts at a moment; undefined: calls are refused then. */
export const ruleAt = ({ rules }: Plan, local: Temporal.PlainDateTime): Rule | undefined =>
  rules.find((rule) => areWithin(rule, local));

/** The plan without a service: steps and rules of which nothing is left are gone. */
export const planWithout = (plan: Plan, service: string): Plan => ({
  channels: plan.channels,
  rules: plan.rules
    .map((rule) => ({
      ...rule,
      steps: rule.steps
        .map((step) => ({
          ...step,
          targets: step.targets.filter(({ kind, target }) => kind !== 'service' || target !== service),
        }))
        .filter(({ targets }) => targets.length > 0),
    }))
    .filter(({ steps }) => steps.length > 0),
});

/** Where a plan leads, in one line: `none`, `sip:…`, `+…`, a service's name; several in the order in which they are tried. */
export const describePlan = (plan: Plan): string =>
  [...new Set(targetsOf(plan).map(({ target }) => target))].join(', ') || 'none';
