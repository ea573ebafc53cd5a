export { checkNumbers, numberChecks } from './checks.ts';
export {
  cities,
  demoStock,
  features,
  kinds,
  regions,
  stockCsv,
  type Feature,
  type Kind,
} from './plan/index.ts';
export * from './rentals/index.ts';
export * from './stock/index.ts';
export { reminderTasks, tasks } from './tasks.ts';
