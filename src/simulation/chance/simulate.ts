import { copyTemplate, stopwatch } from '#platform';
import type { Ground } from '../scenario/run-files.ts';
import type { Deed, Story } from '../scenario/story.ts';
import { diceOf } from './dice.ts';
import { makeStory, type Chance } from './make-story.ts';
import { play, type Failure, type Playing } from './play.ts';
import { shrink } from './shrink.ts';

/** How a simulation went. */
export interface Simulated extends Chance {
  readonly steps: number;
  /** Null: nothing that may never happen happened. */
  readonly failure: Failure | null;
  /** The shortest story found that still fails. */
  readonly story: Story | null;
}

export interface SimulationOptions extends Partial<Playing> {
  /** How long a failing story may be made shorter. */
  readonly shrinkSeconds?: number;
  readonly onShrink?: ((steps: number) => void) | undefined;
}

// The books are looked at so often in a long story; at the end, and while a story is made shorter, after every step.
const looks = 60;

/** Lives through the story of a seed on a database of its own; one that fails is made shorter. */
export const simulate = async (
  ground: Ground,
  chance: Chance,
  { shrinkSeconds, onShrink, ...playing }: SimulationOptions = {},
): Promise<Simulated> => {
  const story = makeStory(chance, diceOf(`${chance.seed} ${chance.customers} ${chance.days} ${chance.pace}`));
  const checkEvery = playing.checkEvery ?? Math.max(1, Math.floor(story.steps.length / looks));
  const failure = await playOn(ground, story, { ...playing, checkEvery });
  if (failure === null) return { ...chance, steps: story.steps.length, failure, story: null };
  const quiet: Playing = { checkEvery: 1, ...(playing.afterStep && { afterStep: playing.afterStep }) };
  const watched = (steps: readonly Deed[]): Promise<Failure | null> =>
    playOn(ground, { ...story, steps }, quiet);
  const steps = await shortest(story, failure, { watched, shrinkSeconds, onShrink });
  const told = {
    ...story,
    steps,
    numbers: story.numbers.filter(isNamedIn(steps)),
    rates: steps.some(({ verb }) => verb === 'forward') ? story.rates : [],
  };
  return {
    ...chance,
    steps: story.steps.length,
    failure: (await playOn(ground, told, quiet)) ?? failure,
    story: told,
  };
};

interface Shrinking {
  /** Plays steps, and looks at the books after each. */
  watched(steps: readonly Deed[]): Promise<Failure | null>;
  readonly shrinkSeconds: number | undefined;
  readonly onShrink: SimulationOptions['onShrink'];
}

const upTo = ({ step }: Failure, steps: readonly Deed[]): readonly Deed[] => steps.slice(0, step + 1);

/** The shortest steps found that fail as the story does. */
const shortest = async (
  story: Story,
  failure: Failure,
  { watched, shrinkSeconds = 120, onShrink }: Shrinking,
): Promise<readonly Deed[]> => {
  const elapsed = stopwatch();
  const isPatient = (): boolean => elapsed() < shrinkSeconds * 1_000;
  const all = story.steps as readonly Deed[];
  // Whoever looks after every step sees it earlier, and perhaps something else first.
  const first = await watched(all.slice(0, failure.step + 1));
  const begin = first === null ? all : upTo(first, all);
  const failing = async (steps: readonly Deed[]): Promise<readonly Deed[] | null> => {
    const found = await watched(steps);
    if (found === null || !sameKind(found, first ?? failure)) return null;
    const part = upTo(found, steps);
    onShrink?.(part.length);
    return part;
  };
  // Most customers have nothing to do with it: all that one does is left out at once.
  const customers = await shrink(
    customersIn(begin),
    async (some) => ((await failing(begin.filter(isOfSome(some)))) === null ? null : some),
    isPatient,
  );
  return shrink(begin.filter(isOfSome(customers)), failing, isPatient);
};

const playOn = async (ground: Ground, story: Story, playing: Playing): Promise<Failure | null> => {
  const copy = await copyTemplate(ground.template);
  try {
    return await play(story, copy.url, playing);
  } finally {
    await copy.drop();
  }
};

const customerOf = ({ with: order }: Deed): string | undefined =>
  (order as { readonly customer?: string }).customer;

const customersIn = (steps: readonly Deed[]): readonly string[] => [
  ...new Set(steps.flatMap((step) => customerOf(step) ?? [])),
];

/** What one of these customers does, and what nobody in particular does. */
const isOfSome =
  (customers: readonly string[]) =>
  (step: Deed): boolean => {
    const customer = customerOf(step);
    return customer === undefined || customers.includes(customer);
  };

/** The same thing went wrong, with whatever ids and amounts. */
const sameKind = (a: Failure, b: Failure): boolean => kindOf(a) === kindOf(b);

const kindOf = ({ message }: Failure): string =>
  message
    .replace(/^at the end, /, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\+?\d[\d.,:TZ-]*/g, '#')
    .slice(0, 60);

/** A number that the rest of the story names; all of them when a step buys by place. */
const isNamedIn = (steps: readonly Deed[]): ((offered: { readonly number: string }) => boolean) => {
  const text = JSON.stringify(steps);
  return text.includes('"city"') ? () => true : ({ number }) => text.includes(number);
};
