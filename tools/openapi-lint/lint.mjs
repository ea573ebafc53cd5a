// Checks docs/api/openapi.json with the recommended rules of Redocly and Spectral; a warning fails as an error does. They live here with a
// lockfile of their own, as the product needs none of their packages. Runs on any Node from 20.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const document = fileURLToPath(new URL('../../docs/api/openapi.json', import.meta.url));
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

const run = (command, args, stdio = 'inherit') => {
  const { status, stdout, error } = spawnSync(command, args, { cwd: folder, stdio, env, encoding: 'utf8' });
  if (error) throw error;
  return { status, stdout };
};

if (!existsSync(`${folder}node_modules/.bin/redocly`)) {
  // To standard error, like all set-up.
  const { status } = run('npm', ['ci', '--no-audit', '--no-fund', '--silent'], ['ignore', 2, 2]);
  if (status !== 0) process.exit(status ?? 1);
}

// Redocly has no switch that makes warnings fail.
const { stdout } = run(
  'node_modules/.bin/redocly',
  ['lint', '--format=json', document],
  ['ignore', 'pipe', 'ignore'],
);
const { totals, problems } = JSON.parse(stdout);
for (const { severity, ruleId, message, location } of problems) {
  process.stderr.write(`redocly ${severity} ${ruleId}: ${message} (${location[0]?.pointer ?? ''})\n`);
}
const spectral = run('node_modules/.bin/spectral', ['lint', '--fail-severity=warn', '--quiet', document]);

const isClean = totals.errors + totals.warnings === 0 && spectral.status === 0;
process.stdout.write(isClean ? 'the OpenAPI document is clean under Redocly and Spectral\n' : '');
process.exitCode = isClean ? 0 : 1;
