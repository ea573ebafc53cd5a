import { sql } from 'kysely';
import type { Database, InEveryLanguage, Tx } from '#platform';
import type { City, Places, Region } from '../places.ts';

interface NameRow {
  readonly country: string;
  readonly slug: string;
  readonly nameEn: string;
  readonly nameEs: string;
  readonly nameIt: string;
}

const namesOf = (row: NameRow): InEveryLanguage<string> => ({
  en: row.nameEn,
  es: row.nameEs,
  it: row.nameIt,
});

/**
 * `keep` leaves those that are known already as they are. In key order, so that two processes that start at once do not wait for each
 * other in a circle.
 */
export const insertPlaces = async (
  tx: Tx,
  { regions, cities }: Places,
  known: 'rename' | 'keep',
): Promise<void> => {
  const names = sql`name_en = excluded.name_en, name_es = excluded.name_es, name_it = excluded.name_it`;
  await sql`
    insert into numbers.region (country, slug, name_en, name_es, name_it)
    select country, slug, names->>'en', names->>'es', names->>'it'
      from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb) as place(country text, slug text, names jsonb)
     order by country, slug
    on conflict (country, slug) do ${known === 'keep' ? sql`nothing` : sql`update set ${names}`}`.execute(tx);
  await sql`
    insert into numbers.city (country, slug, region, name_en, name_es, name_it)
    select country, slug, region, names->>'en', names->>'es', names->>'it'
      from jsonb_to_recordset(${JSON.stringify(cities)}::jsonb) as place(country text, slug text, region text, names jsonb)
     order by country, slug
    on conflict (country, slug) do ${
      known === 'keep' ? sql`nothing` : sql`update set region = excluded.region, ${names}`
    }`.execute(tx);
};

export const selectRegions = async (db: Database | Tx, country?: string): Promise<readonly Region[]> => {
  const { rows } = await sql<NameRow>`
    select country, slug, name_en, name_es, name_it
      from numbers.region where ${country ?? null}::text is null or country = ${country ?? null}`.execute(db);
  return rows.map((row) => ({ country: row.country, slug: row.slug, names: namesOf(row) }));
};

export const selectCities = async (db: Database | Tx, country?: string): Promise<readonly City[]> => {
  const { rows } = await sql<NameRow & { readonly region: string }>`
    select country, slug, region, name_en, name_es, name_it
      from numbers.city where ${country ?? null}::text is null or country = ${country ?? null}`.execute(db);
  return rows.map((row) => ({
    country: row.country,
    slug: row.slug,
    region: row.region,
    names: namesOf(row),
  }));
};
