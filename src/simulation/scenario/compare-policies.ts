// What a policy would change: stories played under two sets of parameters, and the steps at which they part.
import { isDeepStrictEqual } from 'node:util';
import type { PolicyParameters, PolicyParametersInput } from '#policy';
import type { Fault } from './read-story.ts';
import type { FileResult } from './report.ts';
import { runText, type Ground } from './run-files.ts';
import type { StepResult } from './run-story.ts';
import type { Story } from './story.ts';

export interface StorySource {
  readonly file: string;
  readonly text: string;
}

/** How a step ended under one of the two; null: the story did not come so far. */
type Seen = Pick<StepResult, 'passed' | 'actual' | 'message'> | null;

export interface StepDifference {
  readonly index: number;
  readonly at: string;
  readonly verb: string;
  readonly expected?: unknown;
  readonly inForce: Seen;
  readonly draft: Seen;
}

/** What became of one story. unreadable: its faults say why; nothing was played. */
export interface StoryDifference {
  readonly file: string;
  readonly title: string;
  readonly outcome: 'same' | 'differs' | 'unreadable';
  readonly steps: readonly StepDifference[];
  readonly faults?: readonly Fault[];
}

export interface TwoPolicies {
  readonly inForce: PolicyParameters;
  readonly draft: PolicyParameters;
}

/** The story under other parameters. What it names itself stays: it is about that. */
export const underPolicy =
  (base: PolicyParameters) =>
  (story: Story): Story => {
    const own: PolicyParametersInput = story.operator?.policy ?? {};
    const refundableDays = { ...base.refundableDays, ...own.refundableDays };
    return { ...story, operator: { ...story.operator, policy: { ...base, ...own, refundableDays } } };
  };

/** Plays stories under both, and hands over what differs, in the order of the stories. Ends early when `stopping`. */
export const comparePolicies = async (
  ground: Ground,
  stories: readonly StorySource[],
  { inForce, draft }: TwoPolicies,
  onResult: (difference: StoryDifference) => Promise<void> | void,
  stopping?: AbortSignal,
): Promise<void> => {
  for (const { file, text } of stories) {
    stopping?.throwIfAborted();
    const [now, then] = await Promise.all([
      runText(ground, file, text, underPolicy(inForce)),
      runText(ground, file, text, underPolicy(draft)),
    ]);
    await onResult(differenceOf(now, then));
  }
};

/** Where two runs of one story part. */
export const differenceOf = (inForce: FileResult, draft: FileResult): StoryDifference => {
  const { file, title } = inForce;
  const faults = inForce.faults ?? draft.faults;
  if (faults !== undefined) return { file, title, outcome: 'unreadable', steps: [], faults };
  const length = Math.max(inForce.steps.length, draft.steps.length);
  const steps = Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [now, then] = [inForce.steps[index], draft.steps[index]];
    return isAlike(now, then) ? [] : [stepDifference((now ?? then)!, now, then)];
  });
  return { file, title, outcome: steps.length === 0 ? 'same' : 'differs', steps };
};

// Messages may name ids, which differ between any two runs.
const isAlike = (now: StepResult | undefined, then: StepResult | undefined): boolean =>
  now?.passed === then?.passed && isDeepStrictEqual(now?.actual, then?.actual);

const stepDifference = (
  { index, at, verb, expected }: StepResult,
  now: StepResult | undefined,
  then: StepResult | undefined,
): StepDifference => ({
  index,
  at,
  verb,
  ...(expected === undefined ? {} : { expected }),
  inForce: seen(now),
  draft: seen(then),
});

const seen = (step: StepResult | undefined): Seen =>
  step === undefined
    ? null
    : {
        passed: step.passed,
        ...(step.actual === undefined ? {} : { actual: step.actual }),
        ...(step.message === undefined ? {} : { message: step.message }),
      };

/** A difference for a person: nothing where there is none. */
export const differenceText = ({ file, title, outcome, steps, faults }: StoryDifference): string => {
  if (outcome === 'unreadable')
    return [
      `✗ ${file}: cannot be played`,
      ...(faults ?? []).map(({ line, column, key, message }) => `    ${line}:${column}: ${key} ${message}`),
    ].join('\n');
  if (outcome === 'same') return `= ${title}`;
  return [
    `≠ ${title}`,
    `    ${file}`,
    ...steps.flatMap((step) => [
      `    step ${step.index + 1}, ${step.at}, ${step.verb}`,
      ...(step.expected === undefined ? [] : [`        expected     ${JSON.stringify(step.expected)}`]),
      `        in force     ${seenText(step.inForce)}`,
      `        under draft  ${seenText(step.draft)}`,
    ]),
  ].join('\n');
};

const seenText = (step: Seen): string => {
  if (step === null) return 'not reached';
  const found = step.actual === undefined ? '' : ` ${JSON.stringify(step.actual)}`;
  return `${step.passed ? '✓' : '✗'}${found}${step.message === undefined ? '' : ` ${step.message}`}`;
};
