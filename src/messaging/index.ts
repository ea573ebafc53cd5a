export {
  acknowledgementsOf,
  acknowledgeSms,
  refuseUnacknowledged,
  type Acknowledgement,
} from './acknowledge.ts';
export type { Joining } from './adapters/split.ts';
export { sendFromSandbox, type SandboxMessage } from './adapters/sandbox.ts';
export { checkMessages, messagingChecks } from './checks.ts';
export { notAcknowledged, unknownMessage } from './errors.ts';
export { forwardingOf, forwardMessages, goesToEmail, type Forwarding } from './forward.ts';
export type { Message, MessageState, Undelivered, UndeliveredArrival } from './message.ts';
export { countMessages, listMessages, listUndelivered, messageById } from './read-messages.ts';
export { erasedMessages, incompleteMessages, sandboxMessages } from './tasks.ts';
