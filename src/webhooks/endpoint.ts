/**
 * Where events are handed over to:
 *
 *   enabled ── asked, failing for days, answered 410 ──▶ disabled ── asked ──▶ enabled
 *
 * Either can be deleted, with its log.
 */
export const endpointStates = ['enabled', 'disabled'] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Why an endpoint is disabled: somebody asked for it, every attempt failed for days, or it answered 410. */
export const disabledReasons = ['asked', 'failing', 'gone'] as const;
export type DisabledBecause = (typeof disabledReasons)[number];

export interface Endpoint {
  readonly id: string;
  /** null: the operator's own, which gets the events of all customers. */
  readonly customerId: string | null;
  readonly url: string;
  readonly description: string;
  /** null: all, also those that are yet to come. */
  readonly eventTypes: readonly string[] | null;
  readonly state: EndpointState;
  readonly createdAt: Temporal.Instant;
  /** Since when every attempt has failed; null: the last one was taken. */
  readonly failingSince: Temporal.Instant | null;
  readonly disabledAt: Temporal.Instant | null;
  readonly disabledBecause: DisabledBecause | null;
}

/** Whose endpoints: one customer's, or (null) the operator's own. Left out by staff, who see everybody's. */
export interface EndpointOwner {
  readonly customerId?: string | null | undefined;
}

/** Whose things are shown, and who looks. */
export const isOwnedBy = (endpoint: Pick<Endpoint, 'customerId'>, { customerId }: EndpointOwner): boolean =>
  customerId === undefined || endpoint.customerId === customerId;
