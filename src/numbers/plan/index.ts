/**
 * The numbering plans of thirteen countries, the kinds of numbers, and the stock that a demonstration
 * starts with.
 */
export { demoStock } from './demo-stock.ts';
export { type Feature, type Kind, features, kinds, phoneTypesOf } from './kind.ts';
export { cities, regions } from './places.ts';
export { stockColumns, stockCsv } from './stock-csv.ts';
