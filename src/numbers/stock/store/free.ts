import { sql, type RawBuilder } from 'kysely';

export interface Buyer {
  /** null: a visitor who is nobody's customer yet. */
  readonly customerId: string | null;
  readonly now: Temporal.Instant;
}

/** Whether this customer may buy number `n` now: for sale, reserved by nobody else, and not one that they lost (C4). */
export const isFreeFor = ({ customerId, now }: Buyer): RawBuilder<boolean> => sql<boolean>`
  n.state = 'available'
  and (n.reserved_until is null or n.reserved_until <= ${now} or n.reserved_for = ${customerId}::uuid)
  and (${customerId}::uuid is null
       or not exists (select from numbers.rental r
                       where r.e164 = n.e164 and r.state = 'ended' and r.end_reason = 'dismissed'
                         and r.customer_id = ${customerId}::uuid))`;
