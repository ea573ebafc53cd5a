export { randomFrom } from './chance.ts';
export {
  dateAt,
  isTimeZone,
  movableClock,
  shiftedClock,
  startOfDate,
  stoppedClock,
  stopwatch,
  systemClock,
  type Clock,
  type MovableClock,
} from './clock.ts';
export { envExample, readConfig, type Config, type ConfigFault } from './config.ts';
export { connect, inTransaction, type Connection, type Database, type Tx } from './db/connect.ts';
export { whileAlone } from './db/while-alone.ts';
export { onceForKey, type Answer, type KeyedRequest, type KeyedResult } from './db/idempotency.ts';
export { describeMachine } from './machine.ts';
export { migrate } from './db/migrate.ts';
export { isDemonstration, readClockShift, writeClockShift } from './db/shift.ts';
export {
  doneThrough,
  doneThroughExpression,
  recordDoneThrough,
  recordFailure,
  recordRun,
  taskStatuses,
  type TaskStatus,
} from './db/task-log.ts';
export { dueAt, dueOn, whenDue, type DueQuestion, type DueTask } from './due.ts';
export {
  forgetInEvents,
  nextEvent,
  postponeEvent,
  recordEvents,
  takeEvents,
  type RecordedEvent,
} from './events.ts';
export { newId } from './ids.ts';
export { isLanguage, languages, type InEveryLanguage, type Language } from './language.ts';
export {
  copyTemplate,
  createTemplate,
  dropTemplate,
  EmbeddedPostgresError,
  hasEmbedded,
  joinOrStartEmbedded,
  startEmbedded,
  startThrowaway,
  urlOfRunning,
  type EmbeddedServer,
  type Template,
  type TemplateCopy,
} from './postgres/index.ts';
export { idCursor, invalidCursor, numberCursor, pageFrom, type Page, type PageRequest } from './pages.ts';
export { isRefusal, Outage, Refusal, refusalKind, type RefusalKind, type RefusalText } from './refusal.ts';
