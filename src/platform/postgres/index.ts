export {
  hasEmbedded,
  joinOrStartEmbedded,
  startEmbedded,
  startThrowaway,
  urlOfRunning,
  type EmbeddedServer,
} from './embedded.ts';
export { EmbeddedPostgresError } from './errors.ts';
export { copyTemplate, createTemplate, dropTemplate, type Template, type TemplateCopy } from './template.ts';
