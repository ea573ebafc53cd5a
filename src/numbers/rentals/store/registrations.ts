import { sql } from 'kysely';
import type { Database, Tx } from '#platform';
import type { RentalState } from '../rental.ts';

/** A rental that waited for its registration begins: its periods are computed from the anchor. */
export const startRental = async (
  tx: Tx,
  id: bigint,
  start: {
    readonly state: 'active' | 'suspended';
    readonly anchor: Temporal.PlainDate;
    readonly heldSince: Temporal.Instant;
  },
): Promise<{ readonly paidUntil: Temporal.PlainDate | null }> => {
  const { rows } = await sql<{ paidUntil: Temporal.PlainDate | null }>`
    update numbers.rental set state = ${start.state}, anchor = ${start.anchor}, held_since = ${start.heldSince}
     where id = ${id} and state = 'registering' returning paid_until`.execute(tx);
  return rows[0]!;
};

/** A rental that waited for its registration ends, and its number is for sale. */
export const endRegistering = async (
  tx: Tx,
  id: bigint,
  at: Temporal.Instant,
): Promise<{ readonly country: string; readonly city: string | null }> => {
  const { rows } = await sql<{ country: string; city: string | null }>`
    with ended as (
      update numbers.rental set state = 'ended', ended_at = ${at}, end_reason = 'registration_failed'
       where id = ${id} and state = 'registering' returning e164)
    update numbers.number n set state = 'available' from ended where n.e164 = ended.e164
    returning n.country, n.city`.execute(tx);
  return rows[0]!;
};

/** What a rental cost when it was bought. */
export interface Purchase {
  readonly rentalId: bigint;
  readonly state: RentalState;
  readonly policyVersionId: number;
  /** The journal that charged setup and first period. */
  readonly journalId: bigint;
}

/** The newest rental of a number by a customer. */
export const selectPurchase = async (
  db: Database,
  customerId: string,
  e164: string,
): Promise<Purchase | undefined> => {
  const { rows } = await sql<Purchase>`
    select r.id as rental_id, r.state, r.policy_version_id, p.journal_id
      from numbers.rental r
      join numbers.rental_period p on p.rental_id = r.id and p.from_month = 0
     where r.customer_id = ${customerId} and r.e164 = ${e164}
     order by r.id desc limit 1`.execute(db);
  return rows[0];
};
