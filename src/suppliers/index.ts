export { announceSunset, correctSunset, type SunsetOrder } from './announce-sunset.ts';
export { usualRecommendation, writeAnnouncement } from './announcement.ts';
export { addressAt, listProviders, providerNamed, putProvider, refreshDirectory } from './directory.ts';
export {
  endedAlready,
  endsBeforeItCloses,
  invalidTemplate,
  invalidUserName,
  movedEarlier,
  noSunset,
  notConfirmed,
  sunsetAnnounced,
  unknownProvider,
  unknownService,
  unknownSupplier,
} from './errors.ts';
export { listSunsets, sunsetOf, sunsetRevisions } from './read-sunsets.ts';
export {
  findService,
  listServices,
  listSuppliers,
  putService,
  putSupplier,
  serviceNamed,
  type StandingService,
} from './services.ts';
export { endOf, statusOn } from './rules.ts';
export type { Sunset } from './sunset.ts';
export { evidences, type VoipProvider } from './voip-provider.ts';
