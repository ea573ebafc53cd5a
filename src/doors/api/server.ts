import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify';
import type { Principal } from '#customers';
import type { App } from '../../app.ts';
import type { Endpoint } from './endpoint.ts';
import { notFound, rateLimited } from './errors.ts';
import { handleError, sendProblem } from './problems.ts';
import { invalidBody, invalidRequest } from './request-errors.ts';
import { guard } from './route.ts';
import { registerRoutes } from './routes/index.ts';
import { validatorCompiler } from './validation.ts';

export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Every endpoint that was registered, for the documentation and for tests. */
    endpoints: Endpoint[];
  }
  interface FastifyRequest {
    /** Who asks: a customer's user or key, a member of staff, or nobody known. */
    principal: Principal | null;
    /** The body as it was parsed, before validation: what makes two requests the same. */
    rawJson: unknown;
  }
  interface FastifyContextConfig {
    /** What is asked for. Left out: nobody is looked for who asks, as for the sign-in. */
    endpoint?: Endpoint;
  }
}

const largestBodyBytes = 1_048_576;

export interface ApiOptions {
  /** How many requests a caller may make in a minute. */
  readonly requestsPerMinute?: number;
}

/** The HTTP API, ready to listen or to be injected into. It needs no database until it is asked something. */
export const createApi = async (app: App, { requestsPerMinute = 600 }: ApiOptions = {}): Promise<Api> => {
  const api: Api = Fastify<RawServerDefault>({
    loggerInstance: app.log,
    bodyLimit: largestBodyBytes,
    // Who keeps a connection open without reading from it does not keep the server from stopping.
    forceCloseConnections: true,
    // In production one proxy stands before us, which ends TLS: only the address that it saw is believed.
    trustProxy: app.config.mode === 'production' ? (_, hop) => hop < 1 : false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  });
  api.decorate('endpoints', []);
  api.decorateRequest('principal', null);
  api.decorateRequest('rawJson', undefined);
  api.setValidatorCompiler(validatorCompiler);
  api.setErrorHandler(handleError);
  readBodies(api);
  // Only production is reached over TLS.
  await api.register(helmet, { contentSecurityPolicy: false, hsts: app.config.mode === 'production' });
  recognise(api, app);
  await api.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    keyGenerator: callerOf,
    errorResponseBuilder: (_, { ttl }) => rateLimited({ seconds: Math.ceil(ttl / 1_000) }),
  });
  api.setNotFoundHandler({ preHandler: api.rateLimit() }, (request, reply) =>
    sendProblem(request, reply, notFound({ what: request.url.split('?')[0]! })),
  );
  await registerRoutes(api, app);
  await api.ready();
  return api;
};

/** What JSON can write and the database cannot keep: NUL, and half of a pair of surrogates. */
const unstorable =
  /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i;

const readBodies = (api: Api): void => {
  const parse = api.getDefaultJsonParser('error', 'error');
  api.removeAllContentTypeParsers();
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, sent, done) => {
    const text = sent as string;
    // Programs that always name a content type name it without a body too.
    if (text === '') done(null);
    else if (unstorable.test(text)) done(invalidBody({ problem: 'it has a character that is not text' }));
    else void parse(request, text, done);
  });
  api.addHook('preValidation', async (request) => {
    request.rawJson = request.body;
  });
};

/** Finds out who asks before anything else, and whether they may before the body is read. */
const recognise = (api: Api, app: App): void => {
  api.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.includes('%00')) throw invalidRequest({ fields: 'url' });
    if (request.routeOptions.config.endpoint === undefined) return;
    await app.refresh();
    request.principal = await app.authenticate(request.headers);
  });
  api.addHook('preParsing', async (request) => guard(request));
};

/** By whom requests are counted. */
const callerOf = ({ principal, ip }: FastifyRequest): string => {
  if (principal === null) return ip;
  return principal.apiKeyId ?? principal.userId ?? ip;
};
