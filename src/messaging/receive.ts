import { heldBy, type Rental } from '#numbers';
import { inTransaction, newId, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { commandStatus, MalformedPdu, readDeliverSm, type DeliverSm } from './adapters/deliver-sm.ts';
import { readDelivery, type Content, type Delivery, type Place } from './adapters/read-delivery.ts';
import { recordReceived } from './events.ts';
import type { Undelivered } from './message.ts';
import { assemble, awaitMinutes, joinHours, repeatMinutes } from './rules.ts';
import { insertArrival, isKnownArrival, lockConversation, newestAlike } from './store/arrivals.ts';
import {
  countPart,
  insertMessage,
  insertPart,
  lockJoinable,
  partsOf,
  showMessage,
  type KeptMessage,
} from './store/messages.ts';

/**
 * Takes what a route hands over, as it came over the wire, and says what to answer: `ok` also for what reaches nobody and for what had
 * come before, `refused` for what is no message at all. When it throws, nothing was kept: the route is to hand it over again.
 * @source SMPP 3.4, 4.6; POLICY N4
 */
export const receive = async (
  db: Database,
  context: Context,
  route: string,
  wire: Uint8Array,
): Promise<number> => {
  const pdu = readOrNull(wire);
  if (pdu === null) return commandStatus.refused;
  await inTransaction(db, (tx) => take(tx, context, route, readDelivery(pdu)));
  return commandStatus.ok;
};

const readOrNull = (wire: Uint8Array): DeliverSm | null => {
  try {
    return readDeliverSm(wire);
  } catch (error) {
    if (error instanceof MalformedPdu) return null;
    throw error;
  }
};

const take = async (tx: Tx, context: Context, route: string, delivery: Delivery): Promise<void> => {
  const { sender, e164, content } = delivery;
  await lockConversation(tx, `${route}|${sender}|${e164}`);
  const identity = await identityOf(tx, context, route, delivery);
  if (identity === null) return;
  const rental = await heldBy(tx, e164);
  const undelivered = content === null ? 'not_a_text' : reasonNotToDeliver(rental);
  const messageId =
    undelivered === null
      ? await deliver(tx, context, route, { ...delivery, content: content! }, rental as Rental)
      : null;
  await insertArrival(tx, {
    route,
    identity,
    arrivedAt: context.clock.now(),
    sender,
    e164,
    messageId,
    undelivered,
  });
};

/** What makes this delivery unique at its route; null: it came before. */
const identityOf = async (
  tx: Tx,
  context: Context,
  route: string,
  { routeId, digest, place }: Delivery,
): Promise<string | null> => {
  if (routeId !== null) {
    const identity = `id:${routeId}:${place?.partNo ?? 1}`;
    return (await isKnownArrival(tx, route, identity)) ? null : identity;
  }
  const prefix = `digest:${digest}:`;
  const alike = await newestAlike(tx, route, prefix);
  if (alike === undefined) return `${prefix}1`;
  // A part names its message, so that the same part is the same for as long as its message is open.
  const minutes = place === null ? repeatMinutes : joinHours * 60;
  const isRepeat = Temporal.Instant.compare(alike.arrivedAt.add({ minutes }), context.clock.now()) > 0;
  return isRepeat ? null : `${prefix}${alike.count + 1}`;
};

/** A number that does not work receives nothing. @source POLICY §1, C3 */
const reasonNotToDeliver = (rental: Awaited<ReturnType<typeof heldBy>>): Undelivered | null => {
  if (rental === 'unknown') return 'unknown_number';
  if (rental === null || rental.state === 'ended') return 'not_rented';
  return rental.state === 'active' ? null : rental.state;
};

type Readable = Delivery & { readonly content: Content };

/** Gives it to who holds the number now. Returns the message that it is, or is a part of. */
const deliver = async (
  tx: Tx,
  context: Context,
  route: string,
  delivery: Readable,
  rental: Rental,
): Promise<string> => {
  const { sender, e164, content, place } = delivery;
  const now = context.clock.now();
  const common = { customerId: rental.customerId, rentalId: rental.id, e164, route, sender, receivedAt: now };
  if (place === null) {
    const text = assemble([{ ...content, partNo: 1 }], 1);
    const whole = { id: newId(context.clock), joinedBy: null, partsExpected: 1, text, awaitedUntil: null };
    const message = await insertMessage(tx, { ...common, ...whole });
    await recordReceived(tx, context, 'messaging.received', message);
    return message.id;
  }
  // The rental is in it: a part of what a former holder was sent is not joined to what the next one is.
  const joinedBy = [route, rental.id, sender, place.reference].join('|');
  const open = await joinable(tx, joinedBy, place, now);
  if (open !== undefined) return join(tx, context, open, { ...content, partNo: place.partNo });
  const id = newId(context.clock);
  const awaitedUntil = now.add({ minutes: awaitMinutes });
  await insertMessage(tx, { ...common, id, joinedBy, partsExpected: place.total, text: null, awaitedUntil });
  await insertPart(tx, id, { ...content, partNo: place.partNo }, now);
  return id;
};

/** The message that this part completes or fills; none when the newest has this part already: then its reference is used again. */
const joinable = async (
  tx: Tx,
  joinedBy: string,
  { partNo }: Place,
  now: Temporal.Instant,
): Promise<KeptMessage | undefined> => {
  const newest = await lockJoinable(tx, joinedBy, now.subtract({ hours: joinHours }));
  if (newest === undefined || newest.state === 'complete') return undefined;
  const parts = await partsOf(tx, newest.id);
  return parts.some((part) => part.partNo === partNo) ? undefined : newest;
};

const join = async (
  tx: Tx,
  context: Context,
  open: KeptMessage,
  part: Content & { readonly partNo: number },
): Promise<string> => {
  const { id, partsExpected } = open;
  const at = context.clock.now();
  await insertPart(tx, id, part, at);
  const parts = await partsOf(tx, id);
  const isWhole = parts.length === partsExpected;
  if (!isWhole && open.state === 'collecting') {
    await countPart(tx, id);
    return id;
  }
  const text = assemble(parts, partsExpected);
  const state = isWhole ? 'complete' : 'incomplete';
  const message = await showMessage(tx, id, { state, text, partsReceived: parts.length, at });
  const kind = open.state === 'collecting' ? 'messaging.received' : 'messaging.completed';
  if (isWhole) await recordReceived(tx, context, kind, message);
  return id;
};
