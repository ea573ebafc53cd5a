// What must hold after every step of a story, asked or not; and at its end, everything that `ledger check` proves.
import { runChecks, type Finding } from '#ledger';
import { allChecks } from '../../doors/checks.ts';
import { countEverything, findFailedReaction } from './store.ts';
import type { World } from './world.ts';

/** The checks of every step: books, wallets, holders, payments. All of them would cost more than the steps themselves. */
const ofEveryStep = new Set([
  'books-balance',
  'wallets-are-the-sum-of-their-legs',
  'holds-are-what-is-held',
  'debts-are-what-is-owed',
  'lots-left-are-the-wallet',
  'payments-return-no-more-than-they-brought',
  'periods-are-what-was-charged',
  'numbers-are-rented-when-held',
  'calls-are-what-was-charged',
]);
const stepChecks = allChecks.filter(({ name }) => ofEveryStep.has(name));

/** The first thing that is wrong after a step, in words; null when nothing is. */
export const firstBroken = (world: World): Promise<string | null> =>
  world.inTransaction(async (tx) => faultIn(await runChecks(tx, stepChecks)) ?? findFailedReaction(tx));

/** The first thing that is wrong at the end of a story, in words; null when nothing is. */
export const firstBrokenAtTheEnd = (world: World): Promise<string | null> =>
  world.inTransaction(async (tx) => faultIn(await runChecks(tx, allChecks)));

const faultIn = (findings: readonly Finding[]): string | null => {
  const broken = findings.find((finding) => !finding.ok);
  return broken === undefined ? null : `${broken.check}: ${broken.message}`;
};

/** Grows with everything that a step can change: the same before and after a refused step. */
export const footprint = (world: World): Promise<string> => world.inTransaction(countEverything);
