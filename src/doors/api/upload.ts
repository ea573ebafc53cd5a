import { PassThrough, type Readable } from 'node:stream';
import type { Api } from './server.ts';

/** Where files come in: a body is not read here, it goes line by line to the database, however long it is. */
export const csvScope = (api: Api, register: (scope: Api) => void): void => {
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('text/csv', (_, payload, done) => done(null, payload));
    register(scope);
  });
};

/** A copy of the stream: to end it early must not end the connection, over which the answer is still to go. */
export const untied = (source: Readable): Readable => {
  const copy = new PassThrough();
  source.on('error', (error) => copy.destroy(error));
  source.on('close', () => {
    if (!source.readableEnded) copy.destroy(new Error('the connection was closed'));
  });
  copy.on('close', () => {
    source.unpipe(copy);
    source.resume();
  });
  return source.pipe(copy);
};
