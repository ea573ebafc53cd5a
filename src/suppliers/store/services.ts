import type { Tx } from '#platform';
import type { Service, Supplier } from '../service.ts';

/** Who changed something, and when. */
export interface Change {
  readonly at: Temporal.Instant;
  readonly by: string;
}

export const selectSuppliers = (tx: Tx): Promise<readonly Supplier[]> =>
  tx.selectFrom('suppliers.supplier').select(['name', 'site', 'notes']).orderBy('name').execute();

export const supplierExists = async (tx: Tx, name: string): Promise<boolean> =>
  (await tx.selectFrom('suppliers.supplier').select('name').where('name', '=', name).executeTakeFirst()) !==
  undefined;

export const upsertSupplier = async (tx: Tx, { name, site, notes }: Supplier, change: Change) => {
  const row = { site, notes, changedAt: change.at, changedBy: change.by };
  await tx
    .insertInto('suppliers.supplier')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
};

const columns = ['name', 'titleEn', 'titleEs', 'titleIt', 'supplier', 'sipUriTemplate'] as const;

interface ServiceRow {
  readonly name: string;
  readonly titleEn: string;
  readonly titleEs: string;
  readonly titleIt: string;
  readonly supplier: string | null;
  readonly sipUriTemplate: string | null;
}

const toService = ({ titleEn, titleEs, titleIt, ...row }: ServiceRow): Service => ({
  ...row,
  titles: { en: titleEn, es: titleEs, it: titleIt },
});

export const selectServices = async (tx: Tx): Promise<readonly Service[]> =>
  (await tx.selectFrom('suppliers.service').select(columns).orderBy('name').execute()).map(toService);

export const selectService = async (tx: Tx, name: string): Promise<Service | undefined> => {
  const row = await tx
    .selectFrom('suppliers.service')
    .select(columns)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && toService(row);
};

/** Whoever holds this lock announces or corrects the end of the service alone. */
export const lockService = async (tx: Tx, name: string): Promise<Service | undefined> => {
  const row = await tx
    .selectFrom('suppliers.service')
    .select(columns)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row && toService(row);
};

export const upsertService = async (tx: Tx, service: Service, change: Change): Promise<void> => {
  const row = {
    titleEn: service.titles.en,
    titleEs: service.titles.es,
    titleIt: service.titles.it,
    supplier: service.supplier,
    sipUriTemplate: service.sipUriTemplate,
    changedAt: change.at,
    changedBy: change.by,
  };
  await tx
    .insertInto('suppliers.service')
    .values({ name: service.name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
};
