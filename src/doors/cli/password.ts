import { UsageError } from './output.ts';

/** A password from standard input: never an argument, which others could read in the list of processes. */
export const readPassword = async (): Promise<string> => {
  if (process.stdin.isTTY) process.stderr.write('Password (one line, then Enter): ');
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const password = text.split('\n')[0]!.replace(/\r$/, '');
  if (password === '')
    throw new UsageError(
      'A password is needed: pipe it in, for example  echo "a long password" | ringfence …',
    );
  return password;
};
