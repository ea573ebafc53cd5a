import { isRefusal } from '#platform';
import { runDue } from '../../doors/worker/calendar.ts';
import { compare } from './compare.ts';
import { firstBroken, firstBrokenAtTheEnd, footprint } from './invariants.ts';
import { storyTime } from './moment.ts';
import type { Deed, Step, Story } from './story.ts';
import type { Facts } from './word.ts';
import { perform } from './words/index.ts';
import { openWorld, type World } from './world.ts';

export interface StepResult {
  readonly index: number;
  /** When the step began, local to the operator. */
  readonly at: string;
  readonly verb: string;
  readonly passed: boolean;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly message?: string;
}

export interface StoryResult {
  readonly title: string;
  readonly passed: boolean;
  readonly steps: readonly StepResult[];
}

/** Runs a story to its end, or to the first step after which the books are wrong, on an empty migrated database of its own. */
export const runStory = async (story: Story, url: string): Promise<StoryResult> => {
  const world = await openWorld(story, url);
  try {
    const steps = await runSteps(world, story);
    return {
      title: story.title,
      passed: steps.length === story.steps.length && steps.every(({ passed }) => passed),
      steps: steps.map(withoutMark),
    };
  } finally {
    await world.close();
  }
};

type RunStep = StepResult & { readonly broken?: boolean };

/** Runs the steps until one leaves the books broken; what only the thorough checks at the end find is told with the last step. */
const runSteps = async (world: World, story: Story): Promise<readonly RunStep[]> => {
  const steps: RunStep[] = [];
  for (const [index, step] of story.steps.entries()) {
    const at = storyTime(world.clock.now(), world.app.operator.timeZone);
    const result = { index, at, verb: step.verb, ...(await runStep(world, step, index)) };
    steps.push(result);
    if (result.broken === true) return steps;
  }
  const broken = await firstBrokenAtTheEnd(world);
  if (broken === null) return steps;
  return [...steps.slice(0, -1), { ...steps.at(-1)!, passed: false, message: `at the end, ${broken}` }];
};

type Outcome = Omit<StepResult, 'index' | 'at' | 'verb'> & { readonly broken?: boolean };

const withoutMark = (step: RunStep): StepResult => {
  const { broken: _, ...rest } = step;
  return rest;
};

const runStep = async (world: World, step: Step, index: number): Promise<Outcome> => {
  // What is only looked at changes nothing, and is due to nothing.
  if (step.verb === 'expect') return expectation(world, step);
  const outcome = await attempt(world, step, index);
  const broken = await settle(world).catch(
    (error: unknown) => `what was due failed: ${(error as Error).message}`,
  );
  return broken === null
    ? outcome
    : {
        ...outcome,
        passed: false,
        broken: true,
        message: [outcome.message, broken].filter(Boolean).join('; '),
      };
};

/** Does what is due at this instant, and says what is wrong with the books after it; null when nothing is. */
const settle = async (world: World): Promise<string | null> => {
  await runDue(world.app.connection.db, world.context, world.app.tasks);
  return firstBroken(world);
};

const attempt = async (world: World, step: Deed, index: number): Promise<Outcome> => {
  const before = step.refused === undefined ? null : await footprint(world);
  const refusal = await refusalOf(world, step, index);
  if (refusal instanceof Error) return { passed: false, message: refusal.message };
  if (step.refused === undefined)
    return refusal === null
      ? { passed: true }
      : { passed: false, actual: refusal.code, message: refusal.message };
  if (refusal === null) return { passed: false, expected: step.refused, actual: 'not refused' };
  if (refusal.code !== step.refused)
    return { passed: false, expected: step.refused, actual: refusal.code, message: refusal.message };
  return before === (await footprint(world))
    ? { passed: true }
    : { passed: false, message: `was refused with ${step.refused}, and changed something all the same` };
};

const expectation = async (world: World, step: Step): Promise<Outcome> => {
  try {
    const { holds, expected, actual } = await compare(world, step.with as Facts);
    return { passed: holds, expected, actual };
  } catch (error) {
    return { passed: false, message: (error as Error).message };
  }
};

/** null: it was done. An Error: it failed otherwise than by a refusal. */
const refusalOf = async (
  world: World,
  step: Deed,
  index: number,
): Promise<{ code: string; message: string } | Error | null> => {
  try {
    await perform(step.verb, { world, key: `step ${index}`, name: step.as }, step.with);
    return null;
  } catch (error) {
    if (isRefusal(error)) return { code: error.code, message: error.texts.en.detail };
    return error as Error;
  }
};
