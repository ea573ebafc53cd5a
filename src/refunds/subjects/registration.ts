import { isReleaseDue, registrationOfRental, type Registration } from '#compliance';
import { walletBalance } from '#ledger';
import { toDecimal } from '#money';
import { purchaseOf, type Purchase } from '#numbers';
import { paymentFacts } from '#payments';
import type { Tx } from '#platform';
import {
  policyFacts,
  today,
  versionById,
  type Context,
  type CreditOrigin,
  type CreditPart,
  type RegistrationFacts,
} from '#policy';
import { inDebt, spentByJournal, unspentParts } from '#wallet';
import { numberMissing } from '../errors.ts';
import type { RefundRequest } from '../refund.ts';
import { selectPriceTurns } from '../registration-store.ts';

/**
 * What R2 decides from: where the registration of the customer's newest rental of the number stands, what its price becomes, and the
 * policy version under which it was bought.
 * @refuses refunds.number_missing, numbers.not_yours
 * @refuses wallet.in_debt when a price that is not credit yet is asked for in money: as credit it pays the debt first
 * @source POLICY.md R2; §4: a rental keeps the version under which its current period was paid
 */
export const registrationFacts = async (
  tx: Tx,
  context: Context,
  { customerId, e164, subject, destination }: RefundRequest,
): Promise<RegistrationFacts> => {
  if (!e164) throw numberMissing({ subject });
  const purchase = await purchaseOf(tx, { customerId, e164 });
  const registration = await registrationOfRental(tx, purchase.rentalId);
  const turns = await selectPriceTurns(tx, purchase.rentalId);
  const standing = standingOf(registration, turns.length > 0);
  if (standing === 'waits' && destination === 'payments') await refuseInDebt(tx, customerId);
  const parts = await partsOf(tx, { customerId, purchase, standing, turns });
  const paymentIds = new Set(parts.flatMap((part) => (part.paymentId === null ? [] : [part.paymentId])));
  return {
    subject: 'registration',
    policy: policyFacts(await versionById(tx, purchase.policyVersionId)),
    currency: context.operator.currency,
    timeZone: context.operator.timeZone,
    today: today(context),
    destination,
    e164,
    standing,
    cause: causeOf(context, registration),
    parts,
    payments: await paymentFacts(tx, [...paymentIds]),
  };
};

const standingOf = (
  registration: Registration | undefined,
  isGivenBack: boolean,
): RegistrationFacts['standing'] => {
  if (registration === undefined) return 'not_needed';
  if (registration.state === 'approved') return 'activated';
  if (registration.endedAt === null) return 'waits';
  return isGivenBack ? 'given_back' : 'owed';
};

const causeOf = (context: Context, registration: Registration | undefined): RegistrationFacts['cause'] => {
  if (registration?.state === 'failed') return 'rejected';
  const isLate =
    registration !== undefined &&
    (registration.state === 'expired' || isReleaseDue(registration, context.clock.now()));
  return isLate ? 'deadline' : 'customer';
};

const refuseInDebt = async (tx: Tx, customerId: string): Promise<void> => {
  const { debtMicros } = await walletBalance(tx, customerId);
  if (debtMicros > 0n) throw inDebt({ debt: toDecimal(debtMicros) });
};

interface PriceOrder {
  readonly customerId: string;
  readonly purchase: Purchase;
  readonly standing: RegistrationFacts['standing'];
  readonly turns: readonly bigint[];
}

const partsOf = async (
  tx: Tx,
  { customerId, purchase, standing, turns }: PriceOrder,
): Promise<readonly CreditPart[]> => {
  if (standing === 'given_back')
    return (await unspentParts(tx, customerId)).filter(({ turn }) => turns.includes(turn));
  if (standing !== 'waits' && standing !== 'owed') return [];
  const { version } = await walletBalance(tx, customerId);
  return (await priceAsCredit(tx, customerId, purchase)).flatMap((line, no) =>
    line.map((piece, part) => ({ ...piece, turn: version + BigInt(no) + 1n, part, fromPosition: 0n })),
  );
};

/**
 * The credit that each line of a price (setup, if there was one, and the first period) becomes when it is given back: a piece for each
 * lot that it was spent from, oldest first.
 * @source POLICY.md §2 (keeps the payments as its origin; promotional credit again)
 */
export const priceAsCredit = async (
  tx: Tx,
  customerId: string,
  { journalId }: Purchase,
): Promise<readonly (readonly Pick<CreditPart, 'origin' | 'paymentId' | 'amountMicros'>[])[]> => {
  const charges = await spentByJournal(tx, { walletId: customerId, journalId });
  return charges.map(({ shares }) =>
    shares.map(({ origin, paymentId, amountMicros }) => ({
      origin: originOf(origin),
      paymentId,
      amountMicros,
    })),
  );
};

/** Paid for, it is credit of R2. What was given stays given, and on what R3 gave nothing is retained. */
const originOf = (origin: CreditOrigin): CreditOrigin => (origin === 'payment' ? 'registration' : origin);
