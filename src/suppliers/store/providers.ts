import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { VoipProvider } from '../voip-provider.ts';

const columns = [
  'slug',
  'name',
  'site',
  'sipUriTemplate',
  'free',
  'recommended',
  'countries',
  'notesEn',
  'notesEs',
  'notesIt',
  'evidence',
  'source',
  'lastChecked',
  'listed',
] as const;

const rows = (tx: Tx) => tx.selectFrom('suppliers.voipProvider').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

const toProvider = ({ notesEn, notesEs, notesIt, ...row }: Row): VoipProvider => ({
  ...row,
  notes: { en: notesEn, es: notesEs, it: notesIt },
});

const toRow = ({ notes, ...provider }: VoipProvider) => ({
  ...provider,
  countries: [...provider.countries],
  notesEn: notes.en,
  notesEs: notes.es,
  notesIt: notes.it,
});

export interface ProviderFilter {
  /** Only where one can sign up in this country. */
  readonly country?: string | undefined;
  readonly free?: boolean | undefined;
  readonly recommended?: boolean | undefined;
}

/** What is listed: recommended ones first, then by name. */
export const selectProviders = async (tx: Tx, filter: ProviderFilter): Promise<readonly VoipProvider[]> => {
  const { country, free, recommended } = filter;
  let query = rows(tx)
    .where('listed', '=', true)
    .orderBy('recommended', 'desc')
    .orderBy(sql`lower(name)`);
  if (country !== undefined)
    query = query.where(sql<boolean>`(countries = '{}' or ${country.toUpperCase()} = any (countries))`);
  if (free !== undefined) query = query.where('free', '=', free);
  if (recommended !== undefined) query = query.where('recommended', '=', recommended);
  return (await query.execute()).map(toProvider);
};

export const selectProvider = async (tx: Tx, slug: string): Promise<VoipProvider | undefined> => {
  const row = await rows(tx).where('slug', '=', slug).executeTakeFirst();
  return row && toProvider(row);
};

/** Writes what staff say of a provider: no release overwrites it any more. */
export const upsertProvider = async (
  tx: Tx,
  provider: VoipProvider,
  change: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> => {
  const { slug, ...rest } = toRow(provider);
  const row = { ...rest, changedAt: change.at, changedBy: change.by };
  await tx
    .insertInto('suppliers.voipProvider')
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .execute();
};

/** Brings what the product ships into the directory, but for what staff have changed. Returns how many are new or different. */
export const mergeShipped = async (
  tx: Tx,
  providers: readonly VoipProvider[],
  at: Temporal.Instant,
): Promise<number> => {
  const { rows: merged } = await sql`
    insert into suppliers.voip_provider as known
      (slug, name, site, sip_uri_template, free, recommended, countries, notes_en, notes_es, notes_it, evidence, source, last_checked, listed,
       changed_at)
    select p.slug, p.name, p.site, p."sipUriTemplate", p.free, p.recommended,
           array(select jsonb_array_elements_text(p.countries)), p."notesEn", p."notesEs", p."notesIt", p.evidence, p.source, p."lastChecked",
           p.listed, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(providers.map(toRow))}::jsonb)
             as p (slug text, name text, site text, "sipUriTemplate" text, free boolean, recommended boolean, countries jsonb,
                   "notesEn" text, "notesEs" text, "notesIt" text, evidence suppliers.evidence, source text, "lastChecked" date, listed boolean)
     order by p.slug
    on conflict (slug) do update
       set name = excluded.name, site = excluded.site, sip_uri_template = excluded.sip_uri_template, free = excluded.free,
           recommended = excluded.recommended, countries = excluded.countries, notes_en = excluded.notes_en,
           notes_es = excluded.notes_es, notes_it = excluded.notes_it, evidence = excluded.evidence, source = excluded.source,
           last_checked = excluded.last_checked, listed = excluded.listed, changed_at = excluded.changed_at
     where known.changed_by is null and known.last_checked < excluded.last_checked
    returning slug`.execute(tx);
  return merged.length;
};
