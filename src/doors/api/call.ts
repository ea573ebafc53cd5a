import type { FastifyRequest } from 'fastify';
import { customerById, unknownCustomer, type Principal } from '#customers';
import type { Language, Tx } from '#platform';
import type { Context } from '#policy';
import type { App } from '../../app.ts';
import { customerRequired, notFound, unauthenticated } from './errors.ts';
import { languageOf } from './problems.ts';

/** What a handler gets: the validated request, who asks, and in whose name things happen. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: FastifyRequest;
  readonly context: Context;
  readonly language: Language;
  /** The idempotency key, made unique across callers, for the domains' own keys; '' where the endpoint asks for none. */
  readonly key: string;
  /** Who asks; null: nobody known, which only an open endpoint meets. */
  readonly caller: Principal | null;
  /** Who asks, where somebody must. @refuses api.unauthenticated */
  principal(): Principal;
  /**
   * The customer whose things are meant: the caller's own, or the one that staff name with ?customer=.
   * @refuses api.customer_required, customers.unknown, api.not_found
   */
  customerId(tx: Tx): Promise<string>;
  /** Whose things a list is of, or whose one thing must be: nobody's in particular when staff name no customer. */
  owner(tx: Tx): Promise<{ readonly customerId?: string }>;
}

interface Named {
  readonly customer?: string;
}

export const callOf = <Params, Query, Body>(
  app: App,
  request: FastifyRequest,
  key: string,
): Call<Params, Query, Body> => {
  const caller = request.principal;
  const named = (request.query as Named | undefined)?.customer;
  const principal = (): Principal => {
    if (caller === null) throw unauthenticated({});
    return caller;
  };
  const owner = (tx: Tx) => ownerOf(tx, principal(), { named, toChange: request.method !== 'GET' });
  return {
    params: request.params as Params,
    query: request.query as Query,
    body: request.body as Body,
    request,
    context: app.contextFor(actorOf(caller)),
    language: languageOf(request),
    key,
    caller,
    principal,
    owner,
    customerId: async (tx) => {
      const { customerId } = await owner(tx);
      if (customerId === undefined) throw customerRequired({});
      return customerId;
    },
  };
};

const ownerOf = async (
  tx: Tx,
  principal: Principal,
  { named, toChange }: { readonly named: string | undefined; readonly toChange: boolean },
): Promise<{ readonly customerId?: string }> => {
  if (principal.kind === 'customer') {
    if (named !== undefined && named !== principal.customerId) throw notFound({ what: `customer ${named}` });
    return { customerId: principal.customerId };
  }
  if (named === undefined) return {};
  const { id: customerId, closedAt } = await customerById(tx, named);
  // What a closed account left behind can be read, and nothing new happens to it.
  if (toChange && closedAt !== null) throw unknownCustomer({ customerId });
  return { customerId };
};

/** In whose name things happen. */
export const actorOf = (principal: Principal | null): string => {
  if (principal === null) return 'visitor';
  return principal.kind === 'staff' ? `staff:${principal.staffId}` : `customer:${principal.customerId}`;
};
