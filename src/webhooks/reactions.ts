import { renewedIn } from '#numbers';
import type { RecordedEvent, Tx } from '#platform';
import type { Context } from '#policy';
import { toDecimal } from '#money';
import { dataOf, withheld, type EventType } from './catalogue/event-type.ts';
import { eventTypes } from './catalogue.ts';
import { selectSubscribers } from './store/endpoints.ts';
import { writeMessages } from './write-messages.ts';

/** Writes the messages to which an event gives reason, in the transaction that marks it dispatched. */
export type WebhookReaction = (tx: Tx, context: Context, event: RecordedEvent) => Promise<void>;

/** A reaction for each kind of event that is told to the outside; the doors subscribe them. */
export const webhookReactions = (): Readonly<Record<string, WebhookReaction>> =>
  Object.fromEntries(
    eventTypes.map((type) => [type.from, type.type === 'number.renewed' ? tellRenewals(type) : tell(type)]),
  );

const tell =
  (type: EventType): WebhookReaction =>
  async (tx, context, { id, payload, occurredAt }) => {
    const subscribers = await selectSubscribers(
      tx,
      { eventType: type.type, occurredAt },
      whom(type, payload),
    );
    if (subscribers.length === 0) return;
    const data = await dataOf(type, tx, context, payload);
    const to = (isOperator: boolean) =>
      subscribers.flatMap(({ endpointId, customerId }) =>
        (customerId === null) === isOperator ? [endpointId] : [],
      );
    const told = { key: `event:${id}`, eventType: type.type, occurredAt };
    const isPrivate = type.privateFields !== undefined;
    await writeMessages(tx, context, [
      { ...told, endpointIds: to(false), data, isPrivate },
      { ...told, endpointIds: to(true), data: withheld(type, data), isPrivate },
    ]);
  };

/** The customers whose endpoints hear of it; null: all. The operator's always do. */
const whom = ({ audience }: EventType, payload: RecordedEvent['payload']): readonly string[] | null => {
  if (audience === 'everyone') return null;
  const customerId = payload['customerId'];
  return audience === 'operator' || typeof customerId !== 'string' ? [] : [customerId];
};

/**
 * A renewal run records one event for thousands of numbers, so that it stays fast. Here it is told number by number, but only the numbers of
 * those who subscribed are read; all when the operator did.
 */
const tellRenewals =
  (type: EventType): WebhookReaction =>
  async (tx, context, { payload, occurredAt }) => {
    const subscribers = await selectSubscribers(tx, { eventType: type.type, occurredAt }, null);
    if (subscribers.length === 0) return;
    const wanted = Map.groupBy(subscribers, ({ customerId }) => customerId);
    const everybody = wanted.get(null) ?? [];
    const customerIds =
      everybody.length > 0 ? null : [...wanted.keys()].filter((customerId) => customerId !== null);
    const periods = await renewedIn(tx, { journalId: BigInt(String(payload['journalId'])), customerIds });
    await writeMessages(
      tx,
      context,
      periods.map((period) => ({
        endpointIds: [...everybody, ...(wanted.get(period.customerId) ?? [])].map(
          ({ endpointId }) => endpointId,
        ),
        key: `renewed:${period.rentalId}:${period.from}`,
        eventType: type.type,
        occurredAt,
        data: {
          customerId: period.customerId,
          rentalId: String(period.rentalId),
          number: period.e164,
          from: String(period.from),
          until: String(period.until),
          months: period.months,
          amount: toDecimal(period.amountMicros),
          policyVersionId: period.policyVersionId,
        },
      })),
    );
  };
