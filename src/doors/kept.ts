import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform';

/**
 * The demonstration needs no configuration: what it is not given of its secrets is made once and kept beside its database, so that
 * sign-ins and documents survive a restart.
 */
export const withKept = async (config: Config): Promise<Config & { readonly secret: string }> => ({
  ...config,
  secret: config.secret ?? (await kept(config.dataFolder, 'secret', 'hex')),
  documentsKey: config.documentsKey ?? (await kept(config.dataFolder, 'documents-key', 'base64')),
});

const kept = async (dataFolder: string, name: string, form: 'hex' | 'base64'): Promise<string> => {
  const file = join(dataFolder, name);
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found !== undefined) return found.trim();
  const made = `${file}.${process.pid}`;
  await mkdir(dataFolder, { recursive: true });
  await writeFile(made, `${randomBytes(32).toString(form)}\n`, { mode: 0o600 });
  // It appears whole or not at all; whoever comes second takes the first one's.
  await link(made, file).catch(() => undefined);
  await rm(made);
  return (await readFile(file, 'utf8')).trim();
};
