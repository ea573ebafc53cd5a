import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeFault, importRefused, type RefusedImport } from '#numbers';
import { isRefusal, languages, type Language, type Refusal } from '#platform';
import { unauthenticated, unavailable, unexpected } from './errors.ts';
import { bodyTooLarge, invalidBody, invalidRequest, unsupportedMediaType } from './request-errors.ts';
import { faultsOf, InvalidPart } from './validation.ts';

/** The language of Accept-Language that we speak and the caller likes best; English otherwise. @source RFC 9110, 12.5.4 */
export const languageOf = (request: FastifyRequest): Language => {
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = Number(/^q=([\d.]+)$/.exec(parameters[0]?.trim() ?? '')?.[1] ?? '1');
      return { tag: tag.toLowerCase().split('-')[0]!, quality };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  const found = wanted.find(({ tag }) => (languages as readonly string[]).includes(tag));
  return (found?.tag as Language | undefined) ?? 'en';
};

/** What domains call a field, where the API has another word for it. */
const wireNames: Readonly<Record<string, string>> = { e164: 'number' };

/** The field of the request that is at fault, as the API calls it. */
export const fieldOf = ({ field }: Refusal): string | undefined =>
  field === undefined ? undefined : (wireNames[field] ?? field);

/** The problem document of a refusal. */
export const problemOf = (refusal: Refusal, language: Language, requestId: string, extra: object = {}) => {
  const { detail, remedy } = refusal.texts[language];
  return {
    type: `/docs/errors#${refusal.code}`,
    title: STATUS_CODES[refusal.status] ?? '',
    status: refusal.status,
    code: refusal.code,
    detail,
    remedy,
    ...(refusal.field === undefined ? {} : { field: fieldOf(refusal) }),
    ...(Object.keys(refusal.data).length === 0 ? {} : { data: refusal.data }),
    ...extra,
    requestId,
  };
};

/** Answers with a problem document. */
export const sendProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  extra: object = {},
): FastifyReply => {
  const language = languageOf(request);
  const document = problemOf(refusal, language, request.id, extra);
  if (refusal.code === unauthenticated.code) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send(
      JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
};

const retryAfterSeconds = 10;

/** Turns whatever was thrown into a problem document; only what nobody foresaw is logged as an error. */
export const handleError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (isRefusal(error)) return sendProblem(request, reply, error, linesOf(error, languageOf(request)));
  if (error instanceof InvalidPart) {
    const errors = faultsOf(error, languageOf(request));
    const fields = [...new Set(errors.map(({ field }) => field))].join(', ');
    return sendProblem(request, reply, invalidRequest({ fields }), { field: errors[0]?.field, errors });
  }
  const refusal = refusalOfFastify(error as FailedRequest, request);
  if (refusal !== undefined) return sendProblem(request, reply, refusal);
  if (isLostDatabase(error as FailedRequest)) {
    request.log.warn({ err: error }, 'the database cannot be reached');
    return sendProblem(request, reply.header('retry-after', String(retryAfterSeconds)), unavailable({}));
  }
  request.log.error({ err: error }, 'unexpected error');
  return sendProblem(request, reply, unexpected({}));
};

/** The errors of a stock file, line by line, where they are what is refused. */
const linesOf = (refusal: Refusal, language: Language): object => {
  if (refusal.code !== importRefused.code) return {};
  const { errors } = refusal.data as RefusedImport;
  return {
    errors: errors.map((fault) => ({
      in: 'body',
      field: fault.column ?? 'line',
      line: fault.line,
      detail: describeFault(fault, language),
    })),
  };
};

interface FailedRequest {
  readonly code?: string;
  readonly statusCode?: number;
  readonly message: string;
}

/** What Fastify itself does not let through: unreadable, too large, of an unknown type. */
const refusalOfFastify = (error: FailedRequest, request: FastifyRequest): Refusal | undefined => {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType({ mediaType: request.headers['content-type'] ?? '' });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge({ mostBytes: request.routeOptions.bodyLimit });
    default: {
      const status = error.statusCode ?? 500;
      return status >= 400 && status < 500 ? invalidBody({ problem: error.message }) : undefined;
    }
  }
};

/** The server's own words for going away, being full, or not being there. */
const isLostDatabase = ({ code = '', message }: FailedRequest): boolean =>
  /^(?:ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|08\w{3}|57P0\d|53300)$/.test(code) ||
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message,
  );
