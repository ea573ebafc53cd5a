import { isRefusal } from '#platform';
import { runDue } from '../../doors/worker/calendar.ts';
import { compare } from './compare.ts';
import { firstBroken, firstBrokenAtTheEnd, footprint } from './invariants.ts';
import { storyTime } from './moment.ts';
import { UnknownName } from './names.ts';
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

/** Why a step that did not pass did not: the books are wrong after it; it was refused; it names what the story has not made. */
type Mark = 'broken' | 'refused' | 'nameless';
type RunStep = StepResult & { readonly mark?: Mark };

/** Runs the steps until one leaves the books broken; what only the thorough checks at the end find is told with the last step. */
const runSteps = async (world: World, story: Story): Promise<readonly RunStep[]> => {
  const steps: RunStep[] = [];
  for (const [index, step] of story.steps.entries()) {
    const at = storyTime(world.clock.now(), world.app.operator.timeZone);
    const result = { index, at, verb: step.verb, ...(await runStep(world, step, index)) };
    steps.push(result);
    if (result.mark === 'broken') return steps;
  }
  const broken = await firstBrokenAtTheEnd(world);
  if (broken === null) return steps;
  return [...steps.slice(0, -1), { ...steps.at(-1)!, passed: false, message: `at the end, ${broken}` }];
};

export type Outcome = Omit<RunStep, 'index' | 'at' | 'verb'>;

const withoutMark = (step: RunStep): StepResult => {
  const { mark: _, ...rest } = step;
  return rest;
};

/** Does a step, and what is due after it. What is only looked at changes nothing, and is due to nothing. */
export const runStep = async (
  world: World,
  step: Step,
  index: number,
  check = firstBroken,
): Promise<Outcome> => {
  if (step.verb === 'expect') return expectation(world, step);
  world.mortality.dieAt(step.crash);
  let [outcome, broken] = await attemptAndSettle(world, step, index, check);
  // Whoever asked and got no answer asks again; the worker that is started anew goes on.
  if (await world.mortality.revive()) [outcome, broken] = await attemptAndSettle(world, step, index, check);
  if (broken === null && step.repeat === true) [outcome, broken] = await repeat(world, step, index, check);
  if (broken === null) return outcome;
  const message = [outcome.message, broken].filter(Boolean).join('; ');
  return { ...outcome, passed: false, mark: 'broken', message };
};

type Check = (world: World) => Promise<string | null>;
type Settled = readonly [outcome: Outcome, broken: string | null];

const attemptAndSettle = async (world: World, step: Deed, index: number, check: Check): Promise<Settled> => {
  const outcome = await attempt(world, step, index);
  const broken = await settle(world, check).catch(
    (error: unknown) => `what was due failed: ${(error as Error).message}`,
  );
  return [outcome, broken];
};

/** Asks the same once more, which must have the same outcome and change nothing. */
const repeat = async (world: World, step: Deed, index: number, check: Check): Promise<Settled> => {
  const before = await footprint(world);
  const settled = await attemptAndSettle(world, step, index, check);
  return before === (await footprint(world))
    ? settled
    : [{ passed: false, message: `asked a second time, ${step.verb} changed something again` }, settled[1]];
};

/** Does what is due at this instant, and says what is wrong with the books after it; null when nothing is. */
const settle = async (world: World, check: Check): Promise<string | null> => {
  await runDue(world.app.connection.db, world.context, world.app.tasks);
  return check(world);
};

const attempt = async (world: World, step: Deed, index: number): Promise<Outcome> => {
  const before = step.refused === undefined ? null : await footprint(world);
  const refusal = await refusalOf(world, step, index);
  if (refusal instanceof UnknownName) return { passed: false, mark: 'nameless', message: refusal.message };
  if (refusal instanceof Error) return { passed: false, message: refusal.message };
  if (step.refused === undefined)
    return refusal === null
      ? { passed: true }
      : { passed: false, mark: 'refused', actual: refusal.code, message: refusal.message };
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
    await perform(
      step.verb,
      { world, key: `step ${index}`, name: step.as, asleep: step.asleep === true },
      step.with,
    );
    return null;
  } catch (error) {
    if (isRefusal(error)) return { code: error.code, message: error.texts.en.detail };
    return error as Error;
  }
};
