import type { Deed, Story } from '../scenario/story.ts';
import { stepSchema } from '../scenario/story.ts';
import type { Dice } from './dice.ts';
import type { Move } from './moves/move.ts';
import { moves } from './moves/index.ts';
import { foundTown, type Town } from './town.ts';

/** What a simulation is made from: the same seed, customers and days make the same story. */
export interface Chance {
  readonly seed: number;
  readonly customers: number;
  readonly days: number;
  /** Every so many days a customer does something. */
  readonly pace: number;
}

const midnight = '00:00';

/** Writes the story of a town: who does what, when, and what breaks meanwhile. */
export const makeStory = ({ customers, days, pace }: Chance, dice: Dice): Story => {
  const town = foundTown(dice, customers);
  const steps: Deed[] = town.customers.map((customer) => ({
    verb: 'signUp',
    with: { customer, language: dice.pick(['en', 'es', 'it']) },
  }));
  const first = Temporal.PlainDateTime.from(town.head.start);
  const many = Math.ceil((days * customers) / pace);
  const times = Array.from({ length: many }, () => dice.below(days * 24)).toSorted((a, b) => a - b);
  let now = first;
  for (const hours of times) {
    const then = atSomeTime(first.add({ hours }), dice);
    if (Temporal.PlainDateTime.compare(then, now) > 0) {
      now = then;
      steps.push(passTo(now, dice));
    }
    const step = someMove(town, dice, steps);
    steps.push(step);
    now = now.add({ seconds: lasts(step) });
  }
  const end = first.add({ days });
  if (Temporal.PlainDateTime.compare(end, now) > 0) steps.push({ verb: 'at', with: end.toString() });
  return { ...town.head, steps };
};

/** A call takes its time; everything else is done at once. */
const lasts = ({ verb, with: order }: Deed): number => {
  if (verb !== 'call') return 0;
  const { seconds, meanwhile } = order as { readonly seconds: number; readonly meanwhile: boolean };
  return meanwhile ? 0 : seconds + mostRinging;
};

/** It rings until somebody answers: no longer than the plans of the town let it. */
const mostRinging = 60;

/** Often the very instant at which things fall due, and never an hour that a change of clocks leaves out or repeats. */
const atSomeTime = (time: Temporal.PlainDateTime, dice: Dice): Temporal.PlainDateTime => {
  const date = time.toPlainDate();
  const at = dice.pick([midnight, midnight, '23:59', '09:00', '12:34', '18:00']);
  return date.toPlainDateTime(at);
};

const passTo = (time: Temporal.PlainDateTime, dice: Dice): Deed => ({
  verb: 'at',
  with: time.toString(),
  ...(dice.happens(0.06) ? { asleep: true } : dice.happens(0.1) ? { crash: 1 + dice.below(120) } : {}),
});

const someMove = (town: Town, dice: Dice, steps: readonly Deed[]): Deed => {
  const move = weighted(dice);
  const order = move.order(town, dice, { steps });
  const read = stepSchema(move.verb).parse({ [move.verb]: order }) as Record<string, unknown>;
  return {
    verb: move.verb,
    with: read[move.verb],
    ...(move.named === true ? { as: `${move.verb}${steps.length}` } : {}),
    ...(move.keyed === true && dice.happens(0.1) ? { crash: 1 + dice.below(25) } : {}),
    ...(move.keyed === true && dice.happens(0.1) ? { repeat: true } : {}),
  };
};

const weighted = (dice: Dice): Move => {
  let rest = dice.below(1_000 * moves.reduce((sum, { weight }) => sum + weight, 0)) / 1_000;
  return moves.find(({ weight }) => (rest -= weight) < 0)!;
};
