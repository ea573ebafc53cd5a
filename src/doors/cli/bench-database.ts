import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTemplate, createTemplate, dropTemplate, migrate, startEmbedded } from '#platform';

/**
 * Runs a benchmark on a migrated database of its own, with fsync and all that a commit costs: on a server made for it and removed afterwards, or on the
 * server in DATABASE_URL, whose user may create databases.
 */
export const withBenchDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const given = process.env['DATABASE_URL'];
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'ringfence-bench-')) : null;
  const server = folder === null ? null : await startEmbedded({ dataFolder: folder });
  const url = server?.url ?? given!;
  const template = await createTemplate(url, migrate);
  try {
    const copy = await copyTemplate(template);
    try {
      return await work(copy.url);
    } finally {
      await copy.drop();
    }
  } finally {
    await dropTemplate(template);
    await server?.stop();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
};
