import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { Incident, IncidentKnowledge, Scope } from './incident.ts';

interface Row extends Omit<Incident, 'scope'> {
  readonly numbers: readonly string[] | null;
  readonly supplier: string | null;
  readonly country: string | null;
  readonly cities: readonly string[] | null;
}

const columns = sql.raw(`
  c.incident_id as id, c.no, c.opened_at, c.opened_by, c.version, c.from_at as "from", c.until_at as until, c.services,
  c.numbers, c.supplier, c.country, c.cities, c.fault, c.proven_by, c.published as is_published, c.title, c.note, c.reason,
  c.at, c.by`);

const fromRow = ({ numbers, supplier, country, cities, ...row }: Row): Incident => ({
  ...row,
  scope: scopeOf({ numbers, supplier, country, cities }),
});

const scopeOf = ({
  numbers,
  supplier,
  country,
  cities,
}: Pick<Row, 'numbers' | 'supplier' | 'country' | 'cities'>): Scope => {
  if (numbers !== null) return { numbers };
  if (supplier !== null) return { supplier };
  if (country !== null) return { country };
  return { cities: cities!.map((key) => ({ country: key.slice(0, 2), slug: key.slice(3) })) };
};

export const insertIncident = async (
  tx: Tx,
  opened: { readonly id: string; readonly at: Temporal.Instant; readonly by: string },
): Promise<void> => {
  await sql`
    insert into incidents.incident (id, opened_at, opened_by) values (${opened.id}, ${opened.at}, ${opened.by})`.execute(
    tx,
  );
};

export interface NewVersion extends IncidentKnowledge {
  readonly incidentId: string;
  readonly version: number;
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

export const insertVersion = async (tx: Tx, given: NewVersion): Promise<void> => {
  const { scope } = given;
  const cities = 'cities' in scope ? scope.cities.map(({ country, slug }) => `${country}/${slug}`) : null;
  await sql`
    insert into incidents.version
      (incident_id, version, from_at, until_at, services, numbers, supplier, country, cities, fault, proven_by, published, title, note,
       reason, at, by)
    values (${given.incidentId}, ${given.version}, ${given.from}, ${given.until}, ${given.services},
            ${'numbers' in scope ? scope.numbers : null}, ${'supplier' in scope ? scope.supplier : null},
            ${'country' in scope ? scope.country : null}, ${cities}, ${given.fault}, ${given.provenBy}, ${given.isPublished},
            ${JSON.stringify(given.title)}::jsonb, ${JSON.stringify(given.note)}::jsonb, ${given.reason}, ${given.at},
            ${given.by})`.execute(tx);
};

/** Two corrections of one incident come one after the other. */
export const lockIncident = async (tx: Tx, id: string): Promise<void> => {
  await sql`select id from incidents.incident where id = ${id} for no key update`.execute(tx);
};

export const selectIncident = async (tx: Tx, id: string): Promise<Incident | null> =>
  (await selectIncidentsById(tx, [id]))[0] ?? null;

export const selectIncidentsById = async (tx: Tx, ids: readonly string[]): Promise<readonly Incident[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from incidents.current c where c.incident_id = any(${ids}::uuid[]) order by c.no`.execute(
    tx,
  );
  return rows.map(fromRow);
};

/** Newest first, those before `no`. */
export const selectIncidents = async (
  tx: Tx,
  filter: { readonly isPublished?: boolean | undefined; readonly isProven?: boolean | undefined },
  page: { readonly before: bigint | null; readonly limit: number },
): Promise<readonly Incident[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from incidents.current c
     where (${page.before}::bigint is null or c.no < ${page.before})
       and (${filter.isPublished ?? null}::boolean is null or c.published = ${filter.isPublished ?? null})
       and (${filter.isProven ?? null}::boolean is null or (c.proven_by is not null) = ${filter.isProven ?? null})
     order by c.no desc limit ${page.limit}`.execute(tx);
  return rows.map(fromRow);
};

/** All that was known of it, oldest first. */
export const selectVersions = async (tx: Tx, id: string): Promise<readonly Incident[]> => {
  const { rows } = await sql<Row>`
    select ${columns}
      from (select i.no, i.opened_at, i.opened_by, v.*
              from incidents.version v join incidents.incident i on i.id = v.incident_id where v.incident_id = ${id}) c
     order by c.version`.execute(tx);
  return rows.map(fromRow);
};
