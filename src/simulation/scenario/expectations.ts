// What a story expects beside what is there. Only what is named is compared; amounts compare as numbers.
import { walletBalance } from '#ledger';
import { fromDecimal, toDecimal } from '#money';
import { countMails } from '#notifications';
import { numberStatus } from '#numbers';
import { refundable } from '#refunds';
import type { Arguments } from './story.ts';
import { customerNamed, refundNamed } from './names.ts';
import type { World } from './world.ts';

type Expectation = Arguments<'expect'>;
type Facts = Readonly<Record<string, unknown>>;

/** What was expected and what was found, with the same keys. */
export interface Comparison {
  readonly expected: Facts;
  readonly actual: Facts;
  readonly holds: boolean;
}

export const compare = async (world: World, expectation: Expectation): Promise<Comparison> => {
  const { subject, ...expected } = await lookUp(world, expectation);
  const actual = Object.fromEntries(Object.keys(expected).map((key) => [key, subject[key]]));
  return {
    expected,
    actual,
    holds: Object.entries(expected).every(([key, value]) => same(key, value, subject[key])),
  };
};

/** The named things to compare, and under `subject` all that is known about what they are expected of. */
const lookUp = async (
  world: World,
  expectation: Expectation,
): Promise<Facts & { readonly subject: Facts }> => {
  if ('wallet' in expectation) {
    const { wallet, ...expected } = expectation;
    return { ...expected, subject: await walletFacts(world, customerNamed(world, wallet)) };
  }
  if ('number' in expectation) {
    const { number, ...expected } = expectation;
    return { ...expected, subject: await numberFacts(world, number) };
  }
  if ('refund' in expectation) {
    const { refund, ...expected } = expectation;
    return { ...expected, subject: refundFacts(world, refund) };
  }
  const { mail, about, language, count } = expectation;
  const counts = await world.inTransaction((tx) => countMails(tx, customerNamed(world, mail), about));
  return {
    ...(count === undefined ? {} : { count }),
    ...(language === undefined ? {} : { language }),
    subject: { count: counts.total, language: counts.languages.join(', ') },
  };
};

const walletFacts = (world: World, customerId: string): Promise<Facts> =>
  world.inTransaction(async (tx) => {
    const { balanceMicros, heldMicros } = await walletBalance(tx, customerId);
    return {
      credit: toDecimal(balanceMicros),
      held: toDecimal(heldMicros),
      refundable: toDecimal(await refundable(tx, world.context, customerId)),
      debt: '0.00',
    };
  });

const numberFacts = async (world: World, e164: string): Promise<Facts> => {
  const status = await world.inTransaction((tx) => numberStatus(tx, e164));
  return {
    state: status.state,
    holder: status.holder === null ? 'none' : nameOf(world.customers, status.holder),
    paidUntil: status.paidUntil?.toString() ?? 'none',
    restorableUntil: status.restorableUntil?.toString() ?? 'none',
    renewal: status.renewal === null ? 'none' : status.renewal ? 'on' : 'off',
  };
};

const refundFacts = (world: World, name: string): Facts => {
  const { decision } = refundNamed(world, name);
  return {
    outcome: decision.outcome,
    gross: toDecimal(decision.grossMicros),
    retained: toDecimal(decision.retainedMicros),
    paidBack: toDecimal(decision.paidBackMicros),
    toCredit: toDecimal(decision.toCreditMicros),
    payouts: Object.fromEntries(
      decision.payouts.map((payout) => [
        nameOf(world.payments, payout.paymentId),
        toDecimal(payout.amountMicros),
      ]),
    ),
    clauses: decision.clauses,
  };
};

const nameOf = (names: ReadonlyMap<string, string>, id: string): string =>
  names.entries().find(([, known]) => known === id)?.[0] ?? id;

const amounts = new Set([
  'credit',
  'held',
  'refundable',
  'debt',
  'gross',
  'retained',
  'paidBack',
  'toCredit',
]);

const same = (key: string, expected: unknown, actual: unknown): boolean => {
  if (amounts.has(key)) return fromDecimal(expected as string) === fromDecimal(actual as string);
  if (key === 'clauses')
    return (
      JSON.stringify([...(expected as string[])].toSorted()) ===
      JSON.stringify([...(actual as string[])].toSorted())
    );
  if (key === 'payouts')
    return JSON.stringify(payoutsAsMicros(expected)) === JSON.stringify(payoutsAsMicros(actual));
  return expected === actual;
};

const payoutsAsMicros = (payouts: unknown): readonly (readonly [string, string])[] =>
  Object.entries(payouts as Record<string, string>)
    .map(([name, amount]) => [name, String(fromDecimal(amount))] as const)
    .toSorted(([a], [b]) => a.localeCompare(b));
