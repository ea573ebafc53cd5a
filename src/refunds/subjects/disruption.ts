import { walletBalance } from '#ledger';
import { concerns, incidentById, incidentsByIds, type Incident } from '#incidents';
import { heldTimes, type HeldNumber, type HeldTimes, type PaidTime } from '#numbers';
import { paymentFacts } from '#payments';
import { dateAt, type Tx } from '#platform';
import {
  compensate,
  policyFacts,
  versionById,
  type ChargedPeriod,
  type CompensatedIncident,
  type Context,
  type DisruptionFacts,
} from '#policy';
import { sourcesOfCharges } from '#wallet';
import { periodKey, selectCompensatedPeriods, selectCompensations } from '../compensation-store.ts';
import { incidentMissing, numberMissing } from '../errors.ts';
import type { RefundRequest } from '../refund.ts';
import { factsOfToday } from './facts-of-today.ts';

/**
 * What R3 decides from: the incident as it is known now, when the number was active, what was paid for it and from
 * which credit, and what was given back already.
 * @refuses refunds.number_missing, refunds.incident_missing, incidents.unknown, numbers.not_yours
 */
export const disruptionFacts = async (
  tx: Tx,
  context: Context,
  request: RefundRequest,
): Promise<DisruptionFacts> => {
  const { customerId, e164, incidentId, subject, destination } = request;
  if (!e164) throw numberMissing({ subject });
  if (!incidentId) throw incidentMissing({});
  const incident = await incidentById(tx, incidentId);
  const held = await heldTimes(tx, { customerId, e164 });
  const given = await selectCompensations(tx, customerId, e164);
  const compensated = await othersThatCount(tx, context, { given, incidentId, customerId, e164 });
  const { debtMicros, version } = await walletBalance(tx, customerId);
  const without = {
    subject: 'disruption',
    ...(await commonFacts(tx, context, held)),
    destination,
    e164,
    decidedAt: context.clock.now(),
    incident: {
      id: incident.id,
      version: incident.version,
      from: incident.from,
      until: incident.until,
      services: incident.services,
      fault: incident.fault,
      proven: incident.provenBy !== null,
      inScope: await concerns(tx, context, incident, { customerId, e164 }),
      isCounted: given.has(incidentId),
      givenMicros: given.get(incidentId) ?? 0n,
    },
    compensated,
    active: held.active,
    debtMicros,
    turn: version + 1n,
  } as const;
  if (incident.until === null) return { ...without, periods: [], payments: [] };
  const times = [{ from: incident.from, until: incident.until }, ...compensated];
  const concerned = held.paid.filter((period) => times.some((time) => touches(context, period, time)));
  const facts = { ...without, ...(await charges(tx, customerId, concerned)) };
  // So many cents were rounded up that these periods have none left: then others that were paid for the number give them.
  return compensate(facts).capped ? { ...without, ...(await charges(tx, customerId, held.paid)) } : facts;
};

const touches = (
  { operator }: Context,
  period: PaidTime,
  time: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
): boolean =>
  Temporal.PlainDate.compare(period.from, dateAt(time.until, operator.timeZone)) <= 0 &&
  Temporal.PlainDate.compare(dateAt(time.from, operator.timeZone), period.until) <= 0;

const charges = async (tx: Tx, customerId: string, paid: readonly PaidTime[]) => {
  const periods = await chargedPeriods(tx, customerId, paid);
  const paymentIds = periods.flatMap(({ paidFrom }) => paidFrom.map(({ paymentId }) => paymentId));
  return { periods, payments: await paymentFacts(tx, [...new Set(paymentIds.filter((id) => id !== null))]) };
};

/** The rental keeps the version under which it was last paid. */
const commonFacts = async (tx: Tx, context: Context, { paid }: HeldTimes) => {
  const common = await factsOfToday(tx, context);
  const last = paid.at(-1);
  return last === undefined
    ? common
    : { ...common, policy: policyFacts(await versionById(tx, last.policyVersionId)) };
};

/** Those paid back with this number that, as they are known now, would be paid back. */
const othersThatCount = async (
  tx: Tx,
  context: Context,
  {
    given,
    incidentId,
    ...held
  }: HeldNumber & { readonly given: ReadonlyMap<string, bigint>; readonly incidentId: string },
): Promise<readonly CompensatedIncident[]> => {
  const incidents = await incidentsByIds(
    tx,
    [...given.keys()].filter((id) => id !== incidentId),
  );
  const counting: CompensatedIncident[] = [];
  for (const incident of incidents) {
    const { id, from, until } = incident;
    if (until === null || !isPaidBack(incident, context)) continue;
    if (!(await concerns(tx, context, incident, held))) continue;
    counting.push({ id, from, until, givenMicros: given.get(id)! });
  }
  return counting;
};

const isPaidBack = ({ fault, provenBy, until, services }: Incident, { clock }: Context): boolean =>
  fault === 'ours' &&
  provenBy !== null &&
  until !== null &&
  Temporal.Instant.compare(until, clock.now()) <= 0 &&
  services.some((service) => service !== 'sms');

const chargedPeriods = async (
  tx: Tx,
  customerId: string,
  paid: readonly PaidTime[],
): Promise<readonly ChargedPeriod[]> => {
  const sources = await sourcesOfCharges(tx, customerId, paid);
  const given = await selectCompensatedPeriods(tx, [...new Set(paid.map(({ rentalId }) => rentalId))]);
  return paid.map((period, index) => ({
    rentalId: period.rentalId,
    fromMonth: period.fromMonth,
    from: period.from,
    until: period.until,
    amountMicros: period.amountMicros,
    givenMicros: given.get(periodKey(period)) ?? 0n,
    paidFrom: sources[index]!.map(({ origin, paymentId, amountMicros }) => ({
      origin,
      paymentId,
      amountMicros,
    })),
  }));
};
