// Writes the generated files anew, or with --check says which are out of date. Each is reviewed in every diff.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, envExample, migrate, startThrowaway } from '#platform';
import { errorReference } from '../src/doors/api/error-reference.ts';
import { openApiDocument } from '../src/doors/api/open-api/print.ts';
import { dumpSchema } from '../src/platform/db/dump.ts';

const root = new URL('../', import.meta.url);

const databaseTypes = async (url: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'ringfence-types-'));
  const file = join(folder, 'types.ts');
  const mapping = {
    timestamptz: 'Temporal.Instant',
    date: 'Temporal.PlainDate',
    int8: 'bigint',
    numeric: 'string',
  };
  try {
    await promisify(execFile)(join(root.pathname, 'node_modules/.bin/kysely-codegen'), [
      '--dialect=postgres',
      `--url=${url}`,
      '--camel-case',
      '--exclude-pattern=public.*',
      `--type-mapping=${JSON.stringify(mapping)}`,
      `--out-file=${file}`,
    ]);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
};

const generate = async (): Promise<ReadonlyMap<string, string>> => {
  const server = await startThrowaway();
  const { pool, close } = connect(server.url);
  try {
    await migrate(pool);
    return new Map([
      ['src/platform/db/types.ts', await databaseTypes(server.url)],
      ['migrations/schema.sql', await dumpSchema(pool)],
      ['docs/api/openapi.json', `${JSON.stringify(await openApiDocument(), null, 2)}\n`],
      ['docs/api/errors.md', errorReference()],
      ['.env.example', envExample()],
    ]);
  } finally {
    await close();
    await server.stop();
  }
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, text] of await generate()) {
  const current = await readFile(new URL(name, root), 'utf8').catch(() => '');
  if (current === text) continue;
  stale += 1;
  if (check) process.stderr.write(`${name} is out of date: run npm run generate\n`);
  else await writeFile(new URL(name, root), text);
}
process.stdout.write(
  stale === 0 ? 'the generated files are up to date\n' : check ? '' : `${stale} generated files written\n`,
);
process.exitCode = check && stale > 0 ? 1 : 0;
