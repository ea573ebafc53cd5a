import { readFile } from 'node:fs/promises';
import {
  copyTemplate,
  createTemplate,
  dropTemplate,
  migrate,
  startThrowaway,
  type Template,
} from '#platform';
import { readStory } from './read-story.ts';
import type { FileResult } from './report.ts';
import { runStory } from './run-story.ts';
import type { Story } from './story.ts';

/** A place where each story gets an empty database of its own. */
export interface Ground {
  readonly template: Template;
  close(): Promise<void>;
}

/** Starts a throwaway PostgreSQL with a migrated template; or uses the server of `url`, whose user may create databases. */
export const layGround = async (url: string | undefined): Promise<Ground> => {
  const server = url === undefined ? await startThrowaway() : null;
  const template = await createTemplate(server?.url ?? url!, migrate);
  return {
    template,
    close: async () => {
      if (server === null) await dropTemplate(template);
      else await server.stop();
    },
  };
};

/** Runs one file. What is wrong with the file itself is in `faults`. */
export const runFile = async (ground: Ground, file: string): Promise<FileResult> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') {
    return {
      file,
      title: file,
      passed: false,
      steps: [],
      faults: [{ line: 1, column: 1, key: '', message: `cannot be opened: ${text.code ?? text.message}` }],
    };
  }
  return runText(ground, file, text, (story) => story);
};

/** Runs a story that was read already, after `change`. What is wrong with the text itself is in `faults`. */
export const runText = async (
  ground: Ground,
  file: string,
  text: string,
  change: (story: Story) => Story,
): Promise<FileResult> => {
  const reading = readStory(text);
  if ('faults' in reading) return { file, title: file, passed: false, steps: [], faults: reading.faults };
  const copy = await copyTemplate(ground.template);
  try {
    return { file, ...(await runStory(change(reading.story), copy.url)) };
  } catch (error) {
    return {
      file,
      title: reading.story.title,
      passed: false,
      steps: [],
      faults: [{ line: 1, column: 1, key: '', message: (error as Error).message }],
    };
  } finally {
    await copy.drop();
  }
};

/** Runs files, a few at a time, and hands over each outcome in the order of the files. */
export const runFiles = async (
  ground: Ground,
  files: readonly string[],
  onResult: (result: FileResult) => void,
  atOnce = 3,
): Promise<void> => {
  const running: Promise<FileResult>[] = [];
  for (const [index, file] of files.entries()) {
    running.push(runFile(ground, file));
    const oldest = index - atOnce + 1;
    if (oldest >= 0) onResult(await running[oldest]!);
  }
  for (const rest of running.slice(Math.max(0, files.length - atOnce + 1))) onResult(await rest);
};
