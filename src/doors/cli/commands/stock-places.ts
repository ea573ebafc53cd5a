import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { addPlaces } from '#numbers';
import { inTransaction } from '#platform';
import { UsageError, examples, outputFor } from '../output.ts';
import { withApp } from '../with-database.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'is not a country code such as IT');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a short name such as sao-paulo');
const names = z.strictObject({ en: z.string().min(1), es: z.string().min(1), it: z.string().min(1) });
const placesFile = z.strictObject({
  regions: z.array(z.strictObject({ country, slug, names })).default([]),
  cities: z.array(z.strictObject({ country, region: slug, slug, names })).default([]),
});

/** `ringfence stock places` */
export const placesCommand = (command: Command): void => {
  command
    .command('places')
    .argument('<file>', 'regions and cities, in YAML or JSON')
    .option('--json', 'print JSON')
    .description(
      'makes regions and cities known, with their names in three languages; those that are known take the names given',
    )
    .addHelpText('after', examples('ringfence stock places places.yaml'))
    .addHelpText(
      'after',
      '\nThe file:\n  regions:\n    - {country: AT, slug: vienna, names: {en: Vienna, es: Viena, it: Vienna}}\n' +
        '  cities:\n    - {country: AT, region: vienna, slug: vienna, names: {en: Vienna, es: Viena, it: Vienna}}\n',
    )
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const places = await readPlaces(file);
      await withApp(({ connection }) => inTransaction(connection.db, (tx) => addPlaces(tx, places)));
      const counts = { regions: places.regions.length, cities: places.cities.length };
      outputFor(options).data(
        counts,
        ({ regions, cities }) => `${regions} regions and ${cities} cities are known.`,
      );
    });
};

const readPlaces = async (file: string) => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be opened: ${error.code}`);
  });
  const read = placesFile.safeParse(parsed(file, text));
  if (read.success) return read.data;
  throw new UsageError(
    read.error.issues.map(({ path, message }) => `${file}: ${path.join('.')} ${message}`).join('\n'),
  );
};

const parsed = (file: string, text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
};
