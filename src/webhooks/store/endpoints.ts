import { sql } from 'kysely';
import type { Tx } from '#platform';
import type { DisabledBecause, Endpoint, EndpointOwner } from '../endpoint.ts';

const columns = [
  'id',
  'customerId',
  'url',
  'description',
  'eventTypes',
  'state',
  'createdAt',
  'failingSince',
  'disabledAt',
  'disabledBecause',
] as const;

export interface NewEndpoint {
  readonly id: string;
  readonly customerId: string | null;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[] | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
}

export const insertEndpoint = (tx: Tx, { eventTypes, ...endpoint }: NewEndpoint): Promise<Endpoint> =>
  tx
    .insertInto('webhooks.endpoint')
    .values({ ...endpoint, eventTypes: eventTypes && [...eventTypes] })
    .returning(columns)
    .executeTakeFirstOrThrow();

/** Whoever holds this lock makes endpoints of this owner alone: so that their number can be limited. */
export const lockOwner = async (tx: Tx, customerId: string | null): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${customerId}`}, 20))`.execute(tx);
};

export const countEndpoints = async (tx: Tx, customerId: string | null): Promise<number> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from webhooks.endpoint where customer_id is not distinct from ${customerId}::uuid`.execute(
    tx,
  );
  return Number(rows[0]!.count);
};

/** Newest first. `ownerIs` null: the operator's own. */
export const selectEndpoints = async (
  tx: Tx,
  { customerId }: EndpointOwner,
  page: { readonly before: string | null; readonly limit: number },
): Promise<readonly Endpoint[]> => {
  let query = tx.selectFrom('webhooks.endpoint').select(columns).orderBy('id', 'desc').limit(page.limit);
  if (page.before !== null) query = query.where('id', '<', page.before);
  if (customerId === null) query = query.where('customerId', 'is', null);
  else if (customerId !== undefined) query = query.where('customerId', '=', customerId);
  return query.execute();
};

export const selectEndpoint = (tx: Tx, id: string): Promise<Endpoint | undefined> =>
  tx.selectFrom('webhooks.endpoint').select(columns).where('id', '=', id).executeTakeFirst();

export const lockEndpoint = (tx: Tx, id: string): Promise<Endpoint | undefined> =>
  tx.selectFrom('webhooks.endpoint').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();

export type EndpointPatch = Partial<
  Pick<
    Endpoint,
    'url' | 'description' | 'eventTypes' | 'state' | 'failingSince' | 'disabledAt' | 'disabledBecause'
  >
>;

export const updateEndpoint = (
  tx: Tx,
  id: string,
  { eventTypes, ...patch }: EndpointPatch,
): Promise<Endpoint> =>
  tx
    .updateTable('webhooks.endpoint')
    .set({ ...patch, ...(eventTypes === undefined ? {} : { eventTypes: eventTypes && [...eventTypes] }), id })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();

export const deleteEndpointRow = async (tx: Tx, id: string): Promise<void> => {
  await tx.deleteFrom('webhooks.endpoint').where('id', '=', id).execute();
};

/** Disables it unless it is already, and gives up what waits for it. Says whether it did. */
export const markDisabled = async (
  tx: Tx,
  id: string,
  because: DisabledBecause,
  at: Temporal.Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('webhooks.endpoint')
    .set({ state: 'disabled', disabledAt: at, disabledBecause: because })
    .where('id', '=', id)
    .where('state', '=', 'enabled')
    .executeTakeFirst();
  await tx
    .updateTable('webhooks.message')
    .set({ state: 'failed', dueAt: null, settledAt: at })
    .where('endpointId', '=', id)
    .where('state', '=', 'waiting')
    .execute();
  return numUpdatedRows === 1n;
};

/** Who gets events of a type. */
export interface Subscriber {
  readonly endpointId: string;
  /** null: the operator's own. */
  readonly customerId: string | null;
}

/** Enabled endpoints that were there when it happened and want its type: of these customers (null: of all) and, always, the operator's. */
export const selectSubscribers = async (
  tx: Tx,
  event: { readonly eventType: string; readonly occurredAt: Temporal.Instant },
  customerIds: readonly string[] | null,
): Promise<readonly Subscriber[]> => {
  const { rows } = await sql<Subscriber>`
    select id as endpoint_id, customer_id from webhooks.endpoint
     where state = 'enabled' and (event_types is null or ${event.eventType} = any (event_types))
       and created_at <= ${event.occurredAt}
       and (customer_id is null or ${customerIds}::uuid[] is null or customer_id = any (${customerIds}::uuid[]))
     order by id`.execute(tx);
  return rows;
};

export const insertSecret = async (
  tx: Tx,
  secret: {
    readonly id: string;
    readonly endpointId: string;
    readonly sealed: Buffer;
    readonly createdAt: Temporal.Instant;
  },
): Promise<void> => {
  await tx.insertInto('webhooks.secret').values(secret).execute();
};

/** The current secret becomes an old one, which still signs until `expiresAt`; those that are over are removed. */
export const retireSecrets = async (
  tx: Tx,
  endpointId: string,
  now: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Promise<void> => {
  await tx
    .updateTable('webhooks.secret')
    .set({ expiresAt })
    .where('endpointId', '=', endpointId)
    .where('expiresAt', 'is', null)
    .execute();
  await tx
    .deleteFrom('webhooks.secret')
    .where('endpointId', '=', endpointId)
    .where('expiresAt', '<=', now)
    .execute();
};

/** What signs at `now`, newest first. */
export const selectSecrets = async (
  tx: Tx,
  endpointId: string,
  now: Temporal.Instant,
): Promise<readonly Buffer[]> => {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from webhooks.secret
     where endpoint_id = ${endpointId} and (expires_at is null or expires_at > ${now})
     order by expires_at desc nulls first`.execute(tx);
  return rows.map(({ sealed }) => sealed);
};
