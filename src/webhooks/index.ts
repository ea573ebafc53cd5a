export type { Reach } from './addresses.ts';
export { eventTypes, internalEvents, testEventType, typesFor } from './catalogue.ts';
export { deliveryTask, type Sending } from './deliver.ts';
export {
  disabledReasons,
  endpointStates,
  type DisabledBecause,
  type Endpoint,
  type EndpointOwner,
  type EndpointState,
} from './endpoint.ts';
export {
  endpointDisabled,
  invalidUrl,
  tooManyEndpoints,
  unknownEndpoint,
  unknownEventType,
  unknownMessage,
} from './errors.ts';
export {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  endpointById,
  listEndpoints,
  rotateSecret,
  type EndpointChange,
  type EndpointOrder,
  type Keeping,
  type NewSecret,
} from './manage-endpoints.ts';
export {
  messageStates,
  type Attempt,
  type Message,
  type MessageInFull,
  type MessageState,
} from './message.ts';
export { pruneTask } from './prune.ts';
export { webhookReactions, type WebhookReaction } from './reactions.ts';
export {
  listMessages,
  messageById,
  replayFailed,
  replayMessage,
  sendTest,
  type Reader,
} from './read-messages.ts';
export { secretBox, type SecretBox } from './secrets.ts';
