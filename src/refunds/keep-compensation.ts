import type { Tx } from '#platform';
import { compensate, type DisruptionFacts } from '#policy';
import type { Decided } from './carry-out.ts';
import { insertCompensation } from './compensation-store.ts';

/**
 * Keeps that an incident counts as paid back with a number, and of which periods it was. Also when nothing was due
 * because its time was paid back with others: so the sum is the same in whatever order incidents are paid back.
 */
export const keepCompensation = async (
  tx: Tx,
  { refundId, customerId, decision }: Decided,
): Promise<void> => {
  const { facts } = decision;
  if (facts.subject !== 'disruption') return;
  const isGranted = decision.outcome === 'granted' || decision.outcome === 'partly';
  const isCounted =
    !facts.incident.isCounted && decision.lines.some(({ finding }) => finding === 'counted_with_others');
  if (!isGranted && !isCounted) return;
  await insertCompensation(tx, {
    refundId,
    customerId,
    e164: facts.e164,
    incidentId: facts.incident.id,
    incidentVersion: facts.incident.version,
    amountMicros: decision.grossMicros,
    periods: isGranted ? periodsOf(facts) : [],
  });
};

const periodsOf = (facts: DisruptionFacts) =>
  compensate(facts).shares.map(({ period, amountMicros }) => {
    const { rentalId, fromMonth } = facts.periods[period]!;
    return { rentalId, fromMonth, amountMicros };
  });
