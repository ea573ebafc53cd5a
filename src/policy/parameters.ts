import { z } from 'zod';

/** The processors that the policy speaks of. */
export const processorNames = ['paypal', 'card', 'bank'] as const;
export type ProcessorName = (typeof processorNames)[number];

const days = (least: number) => z.int().min(least).max(3650);
const steps = z
  .array(days(1))
  .max(12)
  .refine((list) => new Set(list).size === list.length, 'names a day twice');
const daysOrNoLimit = days(1).nullable();

/**
 * The values that an operator may choose. A missing one takes the default; an unknown name is refused.
 * @source POLICY.md §1–§4, the parameters in its tables
 */
export const parametersSchema = z
  .strictObject({
    quarantineDays: days(1).default(34).describe('C3: days a cancelled number can be restored'),
    resaleAfterDays: days(1)
      .nullable()
      .default(null)
      .describe('C4: days after dismissal until the number is for sale again; null: never'),
    registrationDays: days(1).default(30).describe('R2: days to hand in the documents'),
    retainedFees: z
      .enum(['whole', 'proportional'])
      .default('whole')
      .describe('R4: how much of a fee is retained'),
    reminderDays: steps.default([14, 7, 3, 1]).describe('C2: days before paid-until'),
    quarantineReminderDays: steps.default([7, 20, 30, 33]).describe('C3: days after cancellation'),
    refundableDays: z
      .strictObject({
        paypal: daysOrNoLimit.default(180),
        card: daysOrNoLimit.default(null),
        bank: daysOrNoLimit.default(null),
      })
      .prefault({})
      .describe('R1: days in which a processor lets us refund a payment; null: no limit'),
    reservationMinutes: z.int().min(1).max(1440).default(15).describe('minutes a number stays reserved'),
    priceNoticeDays: days(0).default(30).describe('C1: days between the announcement of a price and its use'),
    announcementDays: days(0).default(30).describe('days between a policy’s announcement and its first day'),
  })
  .readonly();

/** Complete parameters of one version. */
export type PolicyParameters = z.output<typeof parametersSchema>;
/** Parameters as an operator writes them: what is left out takes its default. */
export type PolicyParametersInput = z.input<typeof parametersSchema>;

/** The parameters of POLICY.md as it stands. */
export const defaultParameters: PolicyParameters = parametersSchema.parse({});
