// The whole schema as reviewable SQL, read from the catalogs: the embedded PostgreSQL ships no pg_dump, and its output changes with versions.
import type pg from 'pg';

const schemas = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')`;

const queries = {
  types: `
    select format(E'create type %I.%I as enum (%s);', n.nspname, t.typname,
                  string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as sql
      from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
     where ${schemas} group by n.nspname, t.typname order by n.nspname, t.typname`,
  tables: `
    select format(E'create table %I.%I (\\n%s\\n);', n.nspname, c.relname, string_agg(line, E',\\n' order by place, line)) as sql
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (
        select a.attnum as place,
               format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                      case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                           when a.attidentity = 'a' then ' generated always as identity'
                           when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
                      case when a.attnotnull then ' not null' else '' end) as line
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 10000, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
          from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') lines
     where ${schemas} and c.relkind = 'r' group by n.nspname, c.relname order by n.nspname, c.relname`,
  indexes: `
    select pg_get_indexdef(i.indexrelid) || ';' as sql
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where ${schemas} and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by n.nspname, c.relname`,
  functions: `
    select pg_get_functiondef(p.oid) || ';' as sql
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${schemas} order by n.nspname, p.proname`,
  triggers: `
    select pg_get_triggerdef(t.oid) || ';' as sql
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where ${schemas} and not t.tgisinternal order by n.nspname, c.relname, t.tgname`,
} as const;

/** The schema of a migrated database, in an order that does not depend on how it came to be. */
export const dumpSchema = async (pool: pg.Pool): Promise<string> => {
  const parts = [
    '-- Written by npm run generate from the migrations. To change the schema, add a migration.',
  ];
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await pool.query<{ sql: string }>(query);
    parts.push(`-- ${name}`, ...rows.map((row) => row.sql.trim()));
  }
  return `${parts.join('\n\n')}\n`;
};
