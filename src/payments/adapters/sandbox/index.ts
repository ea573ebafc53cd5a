import type { Clock, Database } from '#platform';
import type { ProcessorName } from '#policy';
import { unknownPayment } from '../../errors.ts';
import { bankMessageId, bankSubjects } from '../bank-objects.ts';
import { paypalSubjects } from '../paypal-objects.ts';
import type { Processor, Processors } from '../processor.ts';
import { stripeSubjects } from '../stripe-objects.ts';
import { bankDialect } from './bank.ts';
import { cardDialect } from './card.ts';
import { verifySandboxEvent } from './deliver.ts';
import type { Engine, SandboxProcessor, SandboxProcessors } from './engine.ts';
import { defaultFees, type FeeSchedules } from './fees.ts';
import { cancelMethod, endMethod, expectStandingOrder, fetchMethod } from './keep-methods.ts';
import { fetchDispute, playDispute, type DisputePlay } from './raise-disputes.ts';
import { fetchRefund, refundPayment } from './give-refunds.ts';
import { paypalDialect } from './paypal.ts';
import { createPayment, fetchPayment } from './take-payments.ts';

/**
 * Processors that move no money: they keep their own books in the same database, read the given clock, and
 * behave as each payment's instructions say. `fees`: what they keep of a payment, decimals; those of
 * SCENARIOS.md where left out.
 */
export const sandboxProcessors = (
  db: Database,
  clock: Clock,
  fees: Partial<FeeSchedules> = {},
): SandboxProcessors => {
  const of = (
    engine: Engine,
    subjectsOf: Processor['subjectsOf'],
    idOf: (body: unknown) => string,
  ): SandboxProcessor => ({
    name: engine.dialect.processor,
    engine,
    createPayment: (order) => createPayment(engine, order),
    fetchPayment: (lookup) => fetchPayment(engine, lookup),
    refundPayment: (order) => refundPayment(engine, order),
    fetchRefund: (lookup) => fetchRefund(engine, lookup),
    expectStandingOrder: (plan) => expectStandingOrder(engine, plan),
    fetchMethod: (lookup) => fetchMethod(engine, lookup),
    endMethod: (lookup) => endMethod(engine, lookup),
    fetchDispute: (lookup) => fetchDispute(engine, lookup),
    verifyEvent: (message) => verifySandboxEvent(db, clock, engine.dialect.processor, message, idOf),
    subjectsOf,
  });
  const schedules = { ...defaultFees, ...fees };
  return {
    paypal: of({ db, clock, dialect: paypalDialect, fees: schedules.paypal }, paypalSubjects, eventId),
    card: of({ db, clock, dialect: cardDialect, fees: schedules.card }, stripeSubjects, eventId),
    bank: of({ db, clock, dialect: bankDialect, fees: schedules.bank }, bankSubjects, bankMessageId),
  };
};

/**
 * Plays a dispute of a payment at its sandbox processor: for stories, tests and the demonstration.
 * @refuses payments.unknown
 */
export const playSandboxDispute = async (
  processors: Partial<Processors>,
  processor: ProcessorName,
  play: DisputePlay,
): Promise<void> => {
  const sandbox = sandboxesAmong(processors)[processor];
  if (!sandbox) throw unknownPayment({ paymentId: play.paymentId });
  await playDispute(sandbox.engine, play);
};

/** The payer cancels a saved method at its sandbox processor: for stories, tests and the demonstration. */
export const cancelSandboxMethod = async (
  processors: Partial<Processors>,
  { processor, reference }: { readonly processor: ProcessorName; readonly reference: string },
): Promise<void> => {
  const sandbox = sandboxesAmong(processors)[processor];
  if (sandbox) await cancelMethod(sandbox.engine, { reference });
};

const eventId = (body: unknown): string => String((body as { id?: unknown } | null)?.id);

const isSandbox = (processor: Processor): processor is SandboxProcessor => 'engine' in processor;

/** Which of the processors are the sandbox's. */
export const sandboxesAmong = (processors: Partial<Processors>): Partial<SandboxProcessors> => {
  return Object.fromEntries(Object.entries(processors).filter(([, processor]) => isSandbox(processor)));
};
