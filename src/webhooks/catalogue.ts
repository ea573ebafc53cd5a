// Every event that is told to the outside, and every one that is not, with the reason.
import { accountEvents } from './catalogue/account.ts';
import type { EventType } from './catalogue/event-type.ts';
import { fraudEvents } from './catalogue/fraud.ts';
import { automaticPaymentEvents } from './catalogue/automatic-payments.ts';
import { incidentEvents } from './catalogue/incidents.ts';
import { moneyEvents } from './catalogue/money.ts';
import { numberEvents } from './catalogue/numbers.ts';
import { registrationEvents } from './catalogue/registrations.ts';
import { serviceEvents } from './catalogue/services.ts';

export const eventTypes: readonly EventType[] = [
  ...numberEvents,
  ...serviceEvents,
  ...moneyEvents,
  ...automaticPaymentEvents,
  ...registrationEvents,
  ...incidentEvents,
  ...fraudEvents,
  ...accountEvents,
];

/** What is recorded and told to nobody. */
export const internalEvents: Readonly<Record<string, string>> = {
  'voice.sunset_announcing': 'the same announcement, going on with the next customers',
  'notifications.announcing': 'the same announcement, going on with the next customers',
};

/** The type of what a test sends. Nobody has to subscribe to it. */
export const testEventType = 'webhook.test';

/** The types that an endpoint can subscribe to: a customer's cannot have what is the operator's alone. */
export const typesFor = (customerId: string | null): readonly EventType[] =>
  eventTypes.filter(({ audience }) => customerId === null || audience !== 'operator');

export type { EventType };
