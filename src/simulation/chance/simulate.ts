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
  readonly onShrink?: (steps: number) => void;
}

// The books are looked at so often in a long story; at the end, and while a story is made shorter, after every step.
const looks = 60;

/** Lives through the story of a seed on a database of its own; one that fails is made shorter. */
export const simulate = async (
  ground: Ground,
  chance: Chance,
  { shrinkSeconds = 120, onShrink, ...playing }: SimulationOptions = {},
): Promise<Simulated> => {
  const story = makeStory(chance, diceOf(`${chance.seed} ${chance.customers} ${chance.days} ${chance.pace}`));
  const checkEvery = playing.checkEvery ?? Math.max(1, Math.floor(story.steps.length / looks));
  const failure = await playOn(ground, story, { ...playing, checkEvery });
  if (failure === null) return { ...chance, steps: story.steps.length, failure, story: null };
  const elapsed = stopwatch();
  const quiet: Playing = { checkEvery: 1, ...(playing.afterStep && { afterStep: playing.afterStep }) };
  const still = async (steps: readonly Deed[]): Promise<boolean> => {
    const found = await playOn(ground, { ...story, steps }, quiet);
    if (found !== null) onShrink?.(steps.length);
    return found !== null && sameKind(found, failure);
  };
  const upTo = story.steps.slice(0, failure.step + 1) as readonly Deed[];
  const isPatient = (): boolean => elapsed() < shrinkSeconds * 1_000;
  const steps = await shrink((await still(upTo)) ? upTo : (story.steps as readonly Deed[]), still, isPatient);
  const shortest = {
    ...story,
    steps,
    numbers: story.numbers.filter(isNamedIn(steps)),
    rates: steps.some(({ verb }) => verb === 'forward') ? story.rates : [],
  };
  return {
    ...chance,
    steps: story.steps.length,
    failure: (await playOn(ground, shortest, quiet)) ?? failure,
    story: shortest,
  };
};

const playOn = async (ground: Ground, story: Story, playing: Playing): Promise<Failure | null> => {
  const copy = await copyTemplate(ground.template);
  try {
    return await play(story, copy.url, playing);
  } finally {
    await copy.drop();
  }
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
