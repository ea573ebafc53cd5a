import { z } from 'zod';

const duration = z
  .string()
  .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/, 'is not a duration such as P2D or PT30M')
  .meta({ example: 'P2D' });

const refundBehaviour = z.enum([
  'succeeds',
  'pending',
  'fails',
  'succeeds_then_fails',
  'outcome_unknown',
  'unreachable',
]);
export type RefundBehaviour = z.infer<typeof refundBehaviour>;

const payerBehaviour = z.enum(['pays', 'declines', 'confirms', 'ignores']);
export type PayerBehaviour = z.infer<typeof payerBehaviour>;

/** What a sandbox payer does about an automatic payment. */
export const automaticInstructions = z
  .strictObject({
    payments: z.array(payerBehaviour).min(1).max(24).default(['pays']).meta({
      description:
        'What comes of each attempt; the last holds for the rest. The payer’s bank may want to see the payer, who confirms the payment, or ignores the mail',
    }),
    after: duration.default('PT0S').meta({ description: 'How long each takes', example: 'P2D' }),
    keepsSending: z.int().min(0).max(12).default(0).meta({
      description: 'How many payments of a standing order still arrive after it was cancelled here',
    }),
  })
  .meta({ description: 'What the sandbox payer does; only where no real money moves' });

/** How a sandbox processor treats one payment and its refunds: everything a real one has been seen to do. */
export const sandboxInstructions = z
  .strictObject({
    outcome: z.enum(['succeeds', 'fails', 'confirms', 'ignores']).default('succeeds').meta({
      description:
        'confirms: the payer’s bank wants to see the payer, who comes an hour later; ignores: who does not come within a day',
    }),
    after: duration.default('PT0S').meta({ description: 'How long the outcome takes', example: 'P2D' }),
    feeAfter: duration
      .default('PT0S')
      .meta({ description: 'How long after it the fee is known', example: 'PT1H' }),
    repeats: z.int().min(0).max(10).default(0).meta({ description: 'How often each webhook comes again' }),
    answer: z.enum(['given', 'lost', 'unreachable']).default('given').meta({
      description:
        'lost: the order is taken, its answer gets lost; unreachable: it is not even taken, at first',
    }),
    refund: z
      .union([refundBehaviour, z.array(refundBehaviour).min(1).max(10)])
      .default('succeeds')
      .meta({
        description:
          'What becomes of its refunds; a list: of the first, the second, …; the last holds for the rest',
      }),
    refundAfter: duration
      .default('P1D')
      .meta({ description: 'How long a refund is pending, or takes to fail' }),
    later: automaticInstructions.omit({ keepsSending: true }).optional().meta({
      description: 'What the payer does about the payments that the method saved with it makes by itself',
    }),
  })
  .meta({ description: 'What the sandbox processor does with this payment; only where no real money moves' });

export type AutomaticInstructions = z.infer<typeof automaticInstructions>;

/** What becomes of attempt number `index` (from 0). */
export const behaviourOfAttempt = (
  { payments }: Pick<AutomaticInstructions, 'payments'>,
  index: number,
): PayerBehaviour => payments[Math.min(index, payments.length - 1)]!;

/** How the sandbox processor treats the payment that is attempt number `index` (from 0). */
export const instructionsOfAttempt = (payer: AutomaticInstructions, index: number): SandboxInstructions =>
  sandboxInstructions.parse({ outcome: outcomes[behaviourOfAttempt(payer, index)], after: payer.after });

const outcomes = {
  pays: 'succeeds',
  declines: 'fails',
  confirms: 'confirms',
  ignores: 'ignores',
} as const satisfies Record<PayerBehaviour, SandboxInstructions['outcome']>;

export type SandboxInstructions = z.infer<typeof sandboxInstructions>;

/**
 * What happens without instructions: the payment succeeds now, its fee is known at once, its refunds succeed
 * at once.
 */
export const obedient: SandboxInstructions = sandboxInstructions.parse({});

/** How the refund number `index` (from 0) of a payment behaves. */
export const behaviourOfRefund = (instructions: SandboxInstructions, index: number): RefundBehaviour => {
  const list = typeof instructions.refund === 'string' ? [instructions.refund] : instructions.refund;
  return list[Math.min(index, list.length - 1)]!;
};

/** `instant` plus a duration such as P2D; a day is 24 hours here. */
export const after = (instant: Temporal.Instant, text: string): Temporal.Instant =>
  instant.toZonedDateTimeISO('UTC').add(text).toInstant();
