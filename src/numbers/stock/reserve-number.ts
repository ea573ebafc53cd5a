import { dateAt, type DueTask, type Tx } from '#platform';
import { versionInForce, type Context } from '#policy';
import { refuseFrozen } from '#wallet';
import { notAvailable, unknownNumber } from '../rentals/errors.ts';
import { tooManyReservations } from './errors.ts';
import {
  clearEndedReservations,
  clearReservation,
  countOtherReservations,
  isInStock,
  lockFreeNumber,
  lockReservationsOf,
  nextReservationEnd,
  selectReservations,
  setReservation,
  type ReservedNumber,
} from './store/numbers.ts';

/** So that nobody empties the shop by reserving it. */
const mostAtATime = 10;
const clearedAtATime = 1000;

export interface ReservationOrder {
  readonly customerId: string;
  readonly e164: string;
}

/** Until when nobody else can buy the number, and what it costs. */
export interface Reservation extends ReservedNumber {
  readonly setupMicros: bigint;
  readonly monthlyMicros: bigint;
  readonly registration: boolean;
}

/**
 * Keeps a number for a customer for `reservationMinutes`; the own reservation is extended. It ends by itself, at its instant.
 * Who could not buy it now keeps it from nobody.
 * @refuses numbers.unknown_number, numbers.not_available, numbers.too_many_reservations, wallet.frozen
 * @source POLICY.md, parameter `reservationMinutes`; F1
 */
export const reserveNumber = async (
  tx: Tx,
  context: Context,
  order: ReservationOrder,
): Promise<Reservation> => {
  const { customerId, e164 } = order;
  const now = context.clock.now();
  await refuseFrozen(tx, customerId);
  await lockReservationsOf(tx, customerId);
  const number = await lockFreeNumber(tx, { customerId, now }, e164);
  if (!number) throw (await isInStock(tx, e164)) ? notAvailable({ wanted: e164 }) : unknownNumber({ e164 });
  if ((await countOtherReservations(tx, customerId, now, e164)) >= mostAtATime) {
    throw tooManyReservations({ most: mostAtATime });
  }
  const { parameters } = await versionInForce(tx, dateAt(now, context.operator.timeZone));
  const reservedUntil = now.add({ minutes: parameters.reservationMinutes });
  await setReservation(tx, e164, customerId, reservedUntil);
  return { e164, reservedUntil, ...number };
};

/** Gives a reservation back. Nothing happens when the customer has none. */
export const releaseNumber = (tx: Tx, order: ReservationOrder): Promise<void> =>
  clearReservation(tx, order.e164, order.customerId);

/** What a customer has reserved now, what ends first first. */
export const reservationsOf = (
  tx: Tx,
  context: Context,
  customerId: string,
): Promise<readonly ReservedNumber[]> => selectReservations(tx, customerId, context.clock.now());

/** Clears what has ended. Nothing waits for it: a reservation that has ended binds nobody. */
export const endedReservations: DueTask<Context> = {
  name: 'numbers.reservations',
  nextDue: nextReservationEnd,
  run: async (db, context) => {
    let cleared = 0;
    for (;;) {
      const more = await clearEndedReservations(db, context.clock.now(), clearedAtATime);
      cleared += more;
      if (more < clearedAtATime) return cleared;
    }
  },
};
