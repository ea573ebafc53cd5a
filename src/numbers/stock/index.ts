/** The stock: its import, its places, the catalogue, reservations. */
export {
  listCities,
  listCountries,
  stockOverview,
  type Assortment,
  type CityForSale,
  type CountryForSale,
} from './catalogue.ts';
export { addNumbers, returnToSale, withdrawNumbers, type StockChange } from './change-stock.ts';
export * from './errors.ts';
export { describeFault, UnreadableFile, type Fault, type FaultCode } from './import/faults.ts';
export { importStock, type ImportOrder } from './import/import-stock.ts';
export { readRecords, type CsvRecord } from './import/read-records.ts';
export type { ImportProgress } from './import/stage-file.ts';
export {
  deadImports,
  listStockImports,
  stockImportOf,
  type HeldBecause,
  type StockImport,
} from './import/stock-import.ts';
export type { NamedPlace } from './place-names.ts';
export {
  addPlaces,
  addPlannedPlaces,
  findCities,
  type City,
  type CityKey,
  type Places,
  type Region,
} from './places.ts';
export {
  endedReservations,
  releaseNumber,
  reservationsOf,
  reserveNumber,
  type Reservation,
  type ReservationOrder,
} from './reserve-number.ts';
export { searchStock, type NumberForSale, type StockSearch } from './search-stock.ts';
export type { OfferedNumber, StockState } from './stock-number.ts';
export type { StockCount } from './store/catalogue.ts';
export type { ReservedNumber } from './store/numbers.ts';
