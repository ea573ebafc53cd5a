/** How far long work has come, on one line of a terminal; nothing where nobody watches. */
export interface ProgressBar {
  show(done: number, all: number): void;
  /** Something to read meanwhile. */
  say(text: string): void;
  end(): void;
}

const width = 30;

export const progressBar = (label: string): ProgressBar => {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: ignore, say: ignore, end: ignore };
  let shown = '';
  const write = (text: string): void => {
    if (text === shown) return;
    shown = text;
    stderr.write(`\r\u001B[2K${text}`);
  };
  return {
    show: (done, all) => {
      const part = all === 0 ? 1 : done / all;
      const full = Math.round(part * width);
      write(`${label} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(part * 100)} %`);
    },
    say: (text) => write(`${label}: ${text}`),
    end: () => write(''),
  };
};

const ignore = (): void => undefined;
