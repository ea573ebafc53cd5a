import type { Deed } from '../../scenario/story.ts';
import type { Verb } from '../../scenario/words/index.ts';
import type { Dice } from '../dice.ts';
import type { Town } from '../town.ts';

/** What somebody in the town may do: how often beside the others, and what exactly, by chance. */
export interface Move {
  readonly verb: Verb;
  /** Any number: ten happens twice as often as five. */
  readonly weight: number;
  /** It has a key of its own, so that it can be asked for twice and happens once. */
  readonly keyed?: true;
  order(town: Town, dice: Dice, past: Past): unknown;
  /** It has a name, by which later moves find it. */
  readonly named?: true;
}

/** What was done so far, as far as later moves refer to it. */
export interface Past {
  readonly steps: readonly Deed[];
}

/** The names that moves of this verb were given. */
export const namesOf = (past: Past, verb: Verb): readonly string[] =>
  past.steps.flatMap((step) => (step.verb === verb && step.as !== undefined ? [step.as] : []));

/** A number that the customer, or somebody, once asked for: what else is done with numbers would mostly be refused. */
export const boughtNumber = (town: Town, dice: Dice, past: Past): string => {
  const bought = past.steps.flatMap(({ verb, with: order }) => {
    const { number } = order as { readonly number?: string };
    return verb === 'buy' && number !== undefined ? [number] : [];
  });
  return bought.length === 0 || dice.happens(0.05) ? dice.pick(town.numbers).number : dice.pick(bought);
};

/** Amounts at which something is just paid for, just not, or plenty. */
export const someAmount = (town: Town, dice: Dice): string => {
  const { monthly, setup } = dice.pick(town.numbers);
  const cents = Math.round((Number(monthly) * dice.pick([1, 1, 2, 3, 12]) + Number(setup)) * 100);
  const amount = Math.max(1, cents + dice.pick([0, 0, 0, -1, 1, 500, 2000]));
  return (amount / 100).toFixed(2);
};
