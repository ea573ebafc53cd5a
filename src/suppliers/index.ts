export { announceSunset, correctSunset, type SunsetOrder } from './announce-sunset.ts';
export { listProviders, providerNamed, putProvider, refreshDirectory } from './directory.ts';
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
export { sunsetRevisions } from './read-sunsets.ts';
export {
  listServices,
  listSuppliers,
  putService,
  putSupplier,
  serviceNamed,
  type StandingService,
} from './services.ts';
export type { Sunset } from './sunset.ts';
export { evidences, type VoipProvider } from './voip-provider.ts';
