import type { Fault } from './read-story.ts';
import type { StepResult, StoryResult } from './run-story.ts';

/** One file's outcome, as --json prints it. */
export interface FileResult extends StoryResult {
  readonly file: string;
  readonly faults?: readonly Fault[];
}

/** A file's outcome for a person: one line a step where something failed, one line a file otherwise. */
export const reportText = (result: FileResult, verbose: boolean): string => {
  if (result.faults !== undefined) {
    return [
      `✗ ${result.file}: cannot be read`,
      ...result.faults.map(
        ({ line, column, key, message }) =>
          `    ${result.file}:${line}:${column}: ${key === '' ? '' : `${key} `}${message}`,
      ),
    ].join('\n');
  }
  const head = `${result.passed ? '✓' : '✗'} ${result.title}`;
  const steps = result.steps.filter((step) => verbose || !step.passed).map(stepText);
  return [head, ...(result.passed && !verbose ? [] : [`    ${result.file}`]), ...steps].join('\n');
};

const stepText = ({ index, at, verb, passed, expected, actual, message }: StepResult): string => {
  const line = `    ${passed ? '✓' : '✗'} step ${index + 1}, ${at}, ${verb}`;
  if (passed) return line;
  const details = [
    ...(expected === undefined ? [] : [`        expected ${JSON.stringify(expected)}`]),
    ...(actual === undefined ? [] : [`        found    ${JSON.stringify(actual)}`]),
    ...(message === undefined ? [] : [`        ${message}`]),
  ];
  return [line, ...details].join('\n');
};
