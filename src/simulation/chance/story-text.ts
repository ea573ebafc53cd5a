import { stringify } from 'yaml';
import type { Story } from '../scenario/story.ts';

/** A story as a scenario file, which `ringfence scenario` runs. */
export const storyText = ({ steps, ...head }: Story, comment: string): string => {
  const story = steps.map(({ verb, with: order, ...beside }) => ({ [verb]: order, ...beside }));
  const notes = comment
    .split('\n')
    .map((line) => `# ${line}\n`)
    .join('');
  return `${notes}${stringify({ ...head, story }, { defaultStringType: 'PLAIN', lineWidth: 0 })}`;
};
