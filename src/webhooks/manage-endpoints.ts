import { idCursor, newId, pageFrom, type Page, type PageRequest, type Tx } from '#platform';
import type { Context } from '#policy';
import { problemOf, type Reach } from './addresses.ts';
import { typesFor } from './catalogue.ts';
import { isOwnedBy, type Endpoint, type EndpointOwner } from './endpoint.ts';
import { invalidUrl, tooManyEndpoints, unknownEndpoint, unknownEventType } from './errors.ts';
import { newSecret, type SecretBox } from './secrets.ts';
import {
  countEndpoints,
  deleteEndpointRow,
  insertEndpoint,
  insertSecret,
  lockEndpoint,
  lockOwner,
  markDisabled,
  retireSecrets,
  selectEndpoint,
  selectEndpoints,
  updateEndpoint,
} from './store/endpoints.ts';

/** How an installation keeps secrets and which addresses it calls. */
export interface Keeping {
  readonly box: SecretBox;
  readonly reach: Reach;
}

export interface EndpointOrder {
  /** null: the operator's own. */
  readonly customerId: string | null;
  readonly url: string;
  readonly description: string;
  /** null: all, also those that are yet to come. */
  readonly eventTypes: readonly string[] | null;
}

/** An endpoint with its secret, which is shown once. */
export interface NewSecret {
  readonly endpoint: Endpoint;
  /** `whsec_…` */
  readonly secret: string;
}

const mostEndpoints = 20;

/**
 * Makes an endpoint that gets events from now on.
 * @refuses webhooks.invalid_url, webhooks.unknown_event_type, webhooks.too_many_endpoints
 */
export const createEndpoint = async (
  tx: Tx,
  context: Context,
  { box, reach }: Keeping,
  order: EndpointOrder,
): Promise<NewSecret> => {
  refuseUrl(order.url, reach);
  refuseTypes(order.eventTypes, order.customerId);
  await lockOwner(tx, order.customerId);
  if ((await countEndpoints(tx, order.customerId)) >= mostEndpoints)
    throw tooManyEndpoints({ most: mostEndpoints });
  const createdAt = context.clock.now();
  const endpoint = await insertEndpoint(tx, {
    ...order,
    id: newId(context.clock),
    createdAt,
    createdBy: context.actor,
  });
  return { endpoint, secret: await keepSecret(tx, context, box, endpoint.id) };
};

/** Endpoints, newest first. @refuses pages.invalid_cursor */
export const listEndpoints = async (
  tx: Tx,
  owner: EndpointOwner,
  { limit, cursor }: PageRequest,
): Promise<Page<Endpoint>> => {
  const rows = await selectEndpoints(tx, owner, { before: idCursor(cursor), limit: limit + 1 });
  return pageFrom(rows, limit, ({ id }) => id);
};

/** One endpoint. @refuses webhooks.unknown_endpoint also when it is somebody else's */
export const endpointById = async (
  tx: Tx,
  endpointId: string,
  owner: EndpointOwner = {},
): Promise<Endpoint> => known(await selectEndpoint(tx, endpointId), endpointId, owner);

export interface EndpointChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly eventTypes?: readonly string[] | null | undefined;
  readonly enabled?: boolean | undefined;
}

/**
 * Changes what is named and leaves the rest. Disabled, it gets nothing, and what waits for it has failed; enabled again, what failed can be
 * replayed.
 * @refuses webhooks.unknown_endpoint, webhooks.invalid_url, webhooks.unknown_event_type
 */
export const changeEndpoint = async (
  tx: Tx,
  context: Context,
  { reach }: Pick<Keeping, 'reach'>,
  {
    endpointId,
    owner,
    ...change
  }: EndpointChange & { readonly endpointId: string; readonly owner: EndpointOwner },
): Promise<Endpoint> => {
  const { customerId } = known(await lockEndpoint(tx, endpointId), endpointId, owner);
  const { enabled, url, description, eventTypes } = change;
  if (url !== undefined) refuseUrl(url, reach);
  if (eventTypes !== undefined) refuseTypes(eventTypes, customerId);
  if (enabled === false) await markDisabled(tx, endpointId, 'asked', context.clock.now());
  const anew = { state: 'enabled', disabledAt: null, disabledBecause: null, failingSince: null } as const;
  return updateEndpoint(tx, endpointId, {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(enabled === true && anew),
  });
};

/** Removes an endpoint with its secrets, messages and log. @refuses webhooks.unknown_endpoint */
export const deleteEndpoint = async (
  tx: Tx,
  endpointId: string,
  owner: EndpointOwner = {},
): Promise<void> => {
  known(await lockEndpoint(tx, endpointId), endpointId, owner);
  await deleteEndpointRow(tx, endpointId);
};

/**
 * Gives an endpoint a new secret. The old one goes on to sign beside it for `overlapHours`, so that the receiver can change over without
 * refusing anything.
 * @refuses webhooks.unknown_endpoint
 * @source Standard Webhooks 1.0, “Secret rotation”
 */
export const rotateSecret = async (
  tx: Tx,
  context: Context,
  { box }: Pick<Keeping, 'box'>,
  order: { readonly endpointId: string; readonly owner: EndpointOwner; readonly overlapHours: number },
): Promise<NewSecret> => {
  const endpoint = known(await lockEndpoint(tx, order.endpointId), order.endpointId, order.owner);
  const now = context.clock.now();
  await retireSecrets(tx, endpoint.id, now, now.add({ hours: order.overlapHours }));
  return { endpoint, secret: await keepSecret(tx, context, box, endpoint.id) };
};

const keepSecret = async (tx: Tx, context: Context, box: SecretBox, endpointId: string): Promise<string> => {
  const secret = newSecret();
  const sealed = box.seal(endpointId, secret);
  await insertSecret(tx, { id: newId(context.clock), endpointId, sealed, createdAt: context.clock.now() });
  return secret;
};

const known = (endpoint: Endpoint | undefined, endpointId: string, owner: EndpointOwner): Endpoint => {
  if (endpoint === undefined || !isOwnedBy(endpoint, owner)) throw unknownEndpoint({ endpointId });
  return endpoint;
};

const refuseUrl = (url: string, reach: Reach): void => {
  const problem = problemOf(url, reach);
  if (problem !== null) throw invalidUrl({ url, problem });
};

const refuseTypes = (types: readonly string[] | null, customerId: string | null): void => {
  const offered = new Set(typesFor(customerId).map(({ type }) => type));
  const eventType = types?.find((type) => !offered.has(type));
  if (eventType !== undefined) throw unknownEventType({ eventType });
};
