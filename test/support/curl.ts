// As much of curl as README.md uses: -s, -c and -b with a file of cookies, -K with a file of headers, -X, -H, -d.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    'cookie-jar': { type: 'string', short: 'c' },
    cookie: { type: 'string', short: 'b' },
    config: { type: 'string', short: 'K' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true },
    data: { type: 'string', short: 'd' },
  },
});
const headers = new Headers();
const add = (line: string): void => {
  const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line)!;
  headers.set(name!, value!);
};
// Node's fetch says that it is a browser's, and is then asked where it comes from.
const url = `http://${positionals[0]!}`;
headers.set('origin', new URL(url).origin);
(values.header ?? []).forEach(add);
if (values.config !== undefined)
  for (const [, line] of (await readFile(values.config, 'utf8')).matchAll(/^header = "(.*)"$/gm)) add(line!);
if (values.cookie !== undefined) headers.set('cookie', await readFile(values.cookie, 'utf8'));
const response = await fetch(url, {
  method: values.request ?? (values.data === undefined ? 'GET' : 'POST'),
  headers,
  ...(values.data !== undefined && { body: values.data }),
});
if (values['cookie-jar'] !== undefined)
  await writeFile(
    values['cookie-jar'],
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  );
process.stdout.write(await response.text());
