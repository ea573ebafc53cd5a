import { stopwatch } from '#platform';

/** How far long work has come: one line of a terminal that changes; elsewhere a line now and then. */
export interface ProgressBar {
  show(done: number, all: number): void;
  /** Something to read meanwhile. */
  say(text: string): void;
  end(): void;
}

const width = 30;
const quietSeconds = 30;

export const progressBar = (label: string): ProgressBar =>
  process.stderr.isTTY ? barOnTerminal(label) : linesNowAndThen(label);

const barOnTerminal = (label: string): ProgressBar => {
  let shown = '';
  const write = (text: string): void => {
    if (text === shown) return;
    shown = text;
    process.stderr.write(`\r\u001B[2K${text}`);
  };
  return {
    show: (done, all) => {
      const part = partOf(done, all);
      const full = Math.round(part * width);
      write(`${label} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(part * 100)} %`);
    },
    say: (text) => write(`${label}: ${text}`),
    end: () => write(''),
  };
};

/** For a log or a pipe: nothing about work that is soon done. */
const linesNowAndThen = (label: string): ProgressBar => {
  let sinceLine = stopwatch();
  const write = (text: string): void => {
    if (sinceLine() < quietSeconds * 1_000) return;
    sinceLine = stopwatch();
    process.stderr.write(`${label}: ${text}\n`);
  };
  return {
    show: (done, all) => write(`${Math.floor(partOf(done, all) * 100)} % (${done} of ${all})`),
    say: write,
    end: () => undefined,
  };
};

const partOf = (done: number, all: number): number => (all === 0 ? 1 : done / all);
