import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { allow, audit } from '#customers';
import { inTransaction, onceForKey, type Answer, type Tx } from '#platform';
import type { App } from '../../app.ts';
import { actorOf, callOf, type Call } from './call.ts';
import { endpointOf, type Answered, type Endpoint, type EndpointDefinition } from './endpoint.ts';
import { forbidden, unauthenticated } from './errors.ts';
import { keyMissing, keyReused } from './request-errors.ts';
import type { Api } from './server.ts';

/** Registers one endpoint, or a few that are made alike. */
export type Register = (api: Api, app: App) => void;

type Definition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> = EndpointDefinition<P, Q, B, R>;

/** Answers by itself, in transactions of its own. */
type Handled<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Definition<
  P,
  Q,
  B,
  R
> & {
  handler(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answered<z.output<R>>>;
};

/** Answers in one transaction. */
type Transacted<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> = Definition<P, Q, B, R> & {
  handler(tx: Tx, call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answered<z.output<R>>>;
};

/** What staff did by it, for the audit log; null where the domain writes that itself. */
interface Audited {
  readonly audit: string | null;
}

const nothing = z.object({});
type Nothing = typeof nothing;

/** An endpoint whose handler opens transactions itself, because it reads a stream or calls somebody else. */
export const route = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  api: Api,
  app: App,
  definition: Handled<P, Q, B, R>,
): void => {
  register(api, endpointOf(definition, false), async (request, reply, { response, status }) => {
    const result = await definition.handler(callOf(app, request, ''));
    return send(reply, status, z.encode(response, result));
  });
};

/** An endpoint that changes nothing. */
export const readRoute = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  api: Api,
  app: App,
  definition: Transacted<P, Q, B, R>,
): void => {
  register(api, endpointOf(definition, false), async (request, reply, { response, status }) => {
    const call = callOf<z.output<P>, z.output<Q>, z.output<B>>(app, request, '');
    const result = await inTransaction(app.connection.db, (tx) => definition.handler(tx, call));
    const form = definition.otherForm;
    if (form === undefined) return send(reply, status, z.encode(response, result));
    reply.header('vary', 'accept, accept-language');
    if (!prefers(request, form.mediaType)) return send(reply, status, z.encode(response, result));
    const written = form.write(result, call.language);
    return typeof written === 'string'
      ? reply.type(`${form.mediaType}; charset=utf-8`).send(written)
      : reply.type(form.mediaType).send(Buffer.from(written));
  });
};

/** What an endpoint that answers with a file hands out. */
interface ServedFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** An endpoint that answers with a file, which nobody on the way keeps and no browser opens by itself. */
export const fileRoute = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  api: Api,
  app: App,
  definition: Definition<P, Q, B, R> & {
    readonly download: readonly string[];
    handler(tx: Tx, call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<ServedFile>;
  },
): void => {
  register(api, endpointOf(definition, false), async (request, reply) => {
    const call = callOf<z.output<P>, z.output<Q>, z.output<B>>(app, request, '');
    const file = await inTransaction(app.connection.db, (tx) => definition.handler(tx, call));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment')
      .type(file.mediaType)
      .send(file.bytes);
  });
};

/** An endpoint that changes something, but moves no money. */
export const writeRoute = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  api: Api,
  app: App,
  definition: Transacted<P, Q, B, R> & Audited,
): void => {
  register(api, endpointOf(definition, false), async (request, reply, { response, status }) => {
    const call = callOf<z.output<P>, z.output<Q>, z.output<B>>(app, request, '');
    const answer = await inTransaction(app.connection.db, async (tx) => {
      const result = z.encode(response, await definition.handler(tx, call));
      await noteStaff(tx, call, definition.audit);
      return result;
    });
    app.wake();
    return send(reply, status, answer);
  });
};

/**
 * An endpoint that moves money: it needs an Idempotency-Key, has its effect once, and answers a repeated request as it did the first time.
 * Its handler runs in the transaction that also keeps the answer.
 * @source draft-ietf-httpapi-idempotency-key-header
 */
export const moneyRoute = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  api: Api,
  app: App,
  definition: Transacted<P, Q, B, R> & Audited,
): void => {
  register(api, endpointOf(definition, true), async (request, reply, { response, status }) => {
    const key = keyOf(request);
    const owner = actorOf(request.principal);
    const call = callOf<z.output<P>, z.output<Q>, z.output<B>>(app, request, `${owner}:${key}`);
    const asked = { method: request.method, url: request.url, body: request.rawJson ?? null };
    const result = await onceForKey(
      app.connection.db,
      call.context.clock,
      { owner, key, request: asked },
      async (tx): Promise<Answer> => {
        const answer = z.encode(response, await definition.handler(tx, call));
        await noteStaff(tx, call, definition.audit);
        return { status, body: answer };
      },
    );
    if (result.outcome === 'other_request') throw keyReused({ key });
    if (result.outcome === 'done') app.wake();
    else reply.header('idempotent-replayed', 'true');
    // What was kept has lost the order of its keys: the schema gives it back.
    return send(
      reply,
      result.answer.status,
      z.encode(response, z.decode(response, result.answer.body as never)),
    );
  });
};

type Handle = (request: FastifyRequest, reply: FastifyReply, endpoint: Endpoint) => Promise<unknown>;

const register = (api: Api, endpoint: Endpoint, handle: Handle): void => {
  const { method, url, params, query, body, requestsPerMinute: max } = endpoint;
  api.endpoints.push(endpoint);
  api.route({
    method,
    url,
    config: { endpoint, ...(max && { rateLimit: { max } }) },
    schema: {
      ...(params && { params }),
      // Where no query is foreseen, a misspelt one is refused as everywhere else.
      querystring: query ?? z.strictObject({}),
      ...(body && { body }),
    },
    handler: (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, endpoint),
  });
};

/** Encoding has checked the answer by its schema; it goes out as it was checked. */
const send = (reply: FastifyReply, status: number, answer: unknown): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(answer));

/** Whether the caller names this media type, and does so before JSON. @source RFC 9110, 12.5.1, without its weights */
const prefers = (request: FastifyRequest, mediaType: string): boolean => {
  const accepted = (request.headers.accept ?? '').toLowerCase();
  const at = accepted.indexOf(mediaType);
  const json = accepted.indexOf('application/json');
  return at >= 0 && (json < 0 || at < json);
};

const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key.length === 0 || key.length > 200) throw keyMissing({});
  return key;
};

/** Writes to the audit log what staff did. What they sent is part of it; secrets are only sent where the domain itself writes. */
const noteStaff = async (
  tx: Tx,
  call: Call<unknown, unknown, unknown>,
  action: string | null,
): Promise<void> => {
  if (action === null || call.caller?.kind !== 'staff') return;
  const params = call.params as Readonly<Record<string, unknown>>;
  const sent = call.request.rawJson ?? {};
  await audit(tx, call.context, {
    action,
    ...(await call.owner(tx)),
    subject: Object.values(params).map(String)[0],
    details: { ...sent },
  });
};

/** Refuses whoever may not use the endpoint: before its body is read, so that nothing is told to strangers and nothing taken from them. */
export const guard = ({ principal, routeOptions }: FastifyRequest): void => {
  const { endpoint } = routeOptions.config;
  if (endpoint === undefined || endpoint.permission === null) return;
  if (principal === null) throw unauthenticated({});
  const { kind } = principal;
  const permission = (kind === 'staff' && endpoint.staffPermission) || endpoint.permission;
  const isOpen = kind === 'staff' || endpoint.staffOnly !== true;
  if (!isOpen || !allow(principal, permission)) throw forbidden({ permission });
};
