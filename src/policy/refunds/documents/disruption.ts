import { fromDecimal, toDecimal } from '#money';
import { z } from 'zod';
import type { DisruptionFacts } from '../facts.ts';
import {
  amount,
  common,
  commonFromDocument,
  commonToDocument,
  creditSource,
  instant,
  integer,
  payment,
  paymentFromDocument,
  paymentToDocument,
  period,
  periodFromDocument,
  periodToDocument,
  sourceFromDocument,
  sourceToDocument,
} from './forms.ts';

const incident = z.strictObject({
  id: z.string(),
  version: z.int(),
  from: instant,
  until: instant.nullable(),
  services: z.array(z.string()),
  fault: z.enum(['ours', 'external']),
  proven: z.boolean(),
  inScope: z.boolean(),
  isCounted: z.boolean(),
  given: amount,
});

export const disruptionDocument = z.strictObject({
  subject: z.literal('disruption'),
  ...common,
  destination: z.enum(['payments', 'credit']),
  e164: z.string(),
  decidedAt: instant,
  incident,
  compensated: z.array(z.strictObject({ id: z.string(), from: instant, until: instant, given: amount })),
  active: z.array(z.strictObject({ from: instant, until: instant.nullable() })),
  periods: z.array(
    z.strictObject({
      rental: integer,
      fromMonth: z.int(),
      ...period.shape,
      given: amount,
      paidFrom: z.array(creditSource),
    }),
  ),
  payments: z.array(payment),
  debt: amount,
  turn: integer,
});

type Document = z.output<typeof disruptionDocument>;

export const disruptionToDocument = (given: DisruptionFacts): Document => ({
  subject: given.subject,
  ...commonToDocument(given),
  destination: given.destination,
  e164: given.e164,
  decidedAt: given.decidedAt.toString(),
  incident: {
    id: given.incident.id,
    version: given.incident.version,
    from: given.incident.from.toString(),
    until: given.incident.until?.toString() ?? null,
    services: [...given.incident.services],
    fault: given.incident.fault,
    proven: given.incident.proven,
    inScope: given.incident.inScope,
    isCounted: given.incident.isCounted,
    given: toDecimal(given.incident.givenMicros),
  },
  compensated: given.compensated.map(({ id, from, until, givenMicros }) => ({
    id,
    from: from.toString(),
    until: until.toString(),
    given: toDecimal(givenMicros),
  })),
  active: given.active.map(({ from, until }) => ({
    from: from.toString(),
    until: until?.toString() ?? null,
  })),
  periods: given.periods.map((one) => ({
    rental: String(one.rentalId),
    fromMonth: one.fromMonth,
    ...periodToDocument(one),
    given: toDecimal(one.givenMicros),
    paidFrom: one.paidFrom.map(sourceToDocument),
  })),
  payments: given.payments.map(paymentToDocument),
  debt: toDecimal(given.debtMicros),
  turn: String(given.turn),
});

export const disruptionFromDocument = (document: Document): DisruptionFacts => ({
  subject: document.subject,
  ...commonFromDocument(document),
  destination: document.destination,
  e164: document.e164,
  decidedAt: Temporal.Instant.from(document.decidedAt),
  incident: incidentFromDocument(document.incident),
  compensated: document.compensated.map(({ id, from, until, given }) => ({
    id,
    from: Temporal.Instant.from(from),
    until: Temporal.Instant.from(until),
    givenMicros: fromDecimal(given),
  })),
  active: document.active.map(({ from, until }) => ({
    from: Temporal.Instant.from(from),
    until: until === null ? null : Temporal.Instant.from(until),
  })),
  periods: document.periods.map((one) => ({
    rentalId: BigInt(one.rental),
    fromMonth: one.fromMonth,
    ...periodFromDocument(one),
    givenMicros: fromDecimal(one.given),
    paidFrom: one.paidFrom.map(sourceFromDocument),
  })),
  payments: document.payments.map(paymentFromDocument),
  debtMicros: fromDecimal(document.debt),
  turn: BigInt(document.turn),
});

const incidentFromDocument = ({ given, ...rest }: Document['incident']): DisruptionFacts['incident'] => ({
  ...rest,
  from: Temporal.Instant.from(rest.from),
  until: rest.until === null ? null : Temporal.Instant.from(rest.until),
  givenMicros: fromDecimal(given),
});
