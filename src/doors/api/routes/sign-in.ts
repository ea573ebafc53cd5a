import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInPath } from '#customers';
import { sendProblem } from '../problems.ts';
import type { Register } from '../route.ts';
import { signInRefusal } from '../sign-in-errors.ts';

/** What belongs to a connection or to the form in which a body came, and not to the request. */
const ownToTheDoor = new Set(['connection', 'content-length', 'transfer-encoding', 'host']);

/**
 * The sign-in answers for itself below /v1/auth: password, second factor, passkeys, verification, reset. It speaks the words of
 * better-auth, so that its clients work; what it refuses is a problem document like every other refusal.
 */
export const signInRoute: Register = (api, app) => {
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: `${signInPath}/*`,
      handler: async (request, reply) => {
        const answer = await app.auth.handler(askedOf(request, app.config.baseUrl), request.ip);
        for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
        return answer.status < 400 ? passOn(answer, reply) : refuse(answer, request, reply);
      },
    });
  });
};

const askedOf = (request: FastifyRequest, baseUrl: string): Request => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (ownToTheDoor.has(name)) continue;
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return new Request(new URL(request.url, baseUrl), {
    method: request.method,
    headers,
    ...(Buffer.isBuffer(request.body) && { body: new Uint8Array(request.body) }),
  });
};

const passOn = async (answer: Response, reply: FastifyReply): Promise<FastifyReply> => {
  reply.code(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  return reply.send(Buffer.from(await answer.arrayBuffer()));
};

const refuse = async (
  answer: Response,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  const wait = answer.headers.get('x-retry-after');
  if (wait !== null) reply.header('retry-after', wait);
  const refusal = signInRefusal({
    status: answer.status,
    path: request.url.split('?')[0]!,
    code: said.code,
    message: said.message,
    retryAfter: wait === null ? null : Number(wait),
  });
  // The clients of better-auth look for a message.
  return sendProblem(request, reply, refusal, { message: refusal.texts.en.detail });
};
