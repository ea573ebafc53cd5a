import { Readable } from 'node:stream';
import {
  addPlaces,
  cities,
  importStock,
  regions,
  type Fault,
  type ImportOrder,
  type RefusedImport,
  type StockImport,
} from '#numbers';
import { inTransaction, isRefusal, newId } from '#platform';
import { openShop, rowsOf, type Shop, type ShopOptions } from './number-shop.ts';

export const stockHeader = 'number,country,region,city,kind,features,setup,monthly,registration,supplier';

/** A line for a number of Rome, four a month, as the tests change it. */
export const romeLine = (index: number, monthly = '4.00'): string =>
  `+39061234${String(5000 + index)},IT,lazio,rome,local,voice,0.00,${monthly},no,acme`;

/** `2 added, 0 changed, 0 unchanged, 0 held` */
export const countsOf = ({ added, changed, unchanged, held }: StockImport): string =>
  `${added} added, ${changed} changed, ${unchanged} unchanged, ${held} held`;

/** A shop without stock that knows the places of the numbering plans, and takes files. */
export const openStockroom = async (options?: ShopOptions) => {
  const shop = await openShop([], options);
  // The shop has put Rome and Milan elsewhere.
  await inTransaction(shop.db, (tx) =>
    addPlaces(tx, {
      regions: regions.map(({ id: slug, ...region }) => ({ ...region, slug })),
      cities: cities.map(({ id: slug, ...city }) => ({ ...city, slug })),
    }),
  );
  return { ...shop, ...intake(shop) };
};

export type Stockroom = Awaited<ReturnType<typeof openStockroom>>;

const intake = (shop: Shop) => {
  const importFrom = (input: Readable, order: Partial<ImportOrder> = {}): Promise<StockImport> =>
    importStock(shop, shop.context, input, { importId: newId(shop.context.clock), ...order });
  const importText = (text: string | Buffer, order?: Partial<ImportOrder>): Promise<StockImport> =>
    importFrom(Readable.from([Buffer.from(text)]), order);
  return {
    importFrom,
    importText,
    importLines: (lines: readonly string[], order?: Partial<ImportOrder>): Promise<StockImport> =>
      importText([stockHeader, ...lines, ''].join('\n'), order),
    /** What a refused file is told. */
    faultsOf: async (text: string | Buffer): Promise<readonly Fault[]> =>
      (await refusalOf(importText(text))).errors,
    refusalOf,
    stock: (): Promise<readonly StockedNumber[]> =>
      rowsOf(
        shop.db,
        `select e164, country, city, kind, features, setup, monthly, registration, supplier, state
           from numbers.number order by e164`,
      ),
  };
};

interface StockedNumber {
  readonly e164: string;
  readonly country: string;
  readonly city: string | null;
  readonly kind: string;
  readonly features: readonly string[];
  readonly setup: bigint;
  readonly monthly: bigint;
  readonly registration: boolean;
  readonly supplier: string;
  readonly state: string;
}

const refusalOf = async (importing: Promise<unknown>): Promise<RefusedImport> => {
  try {
    await importing;
  } catch (error) {
    if (isRefusal(error) && error.code === 'numbers.import_refused') return error.data as RefusedImport;
    throw error;
  }
  throw new Error('the file was not refused');
};
