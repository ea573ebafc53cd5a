import { connect, readConfig, systemClock } from '#platform';
import pino from 'pino';
import { wire } from '../../../app.ts';
import { createApi } from '../server.ts';
import { documentOf } from './document.ts';
import type { Json } from './json-schema.ts';

/** The OpenAPI document of the whole API, that of the demonstration included; made without a database. */
export const openApiDocument = async (): Promise<Json> => {
  const read = readConfig({});
  if (!('config' in read)) throw new Error('the demonstration needs no configuration');
  const { config } = read;
  // A pool that nobody asks anything opens no connection.
  const connection = connect('postgres://localhost/none');
  const log = pino({ level: 'silent' });
  const { operator } = config;
  const app = wire({ config, connection, operator, secret: 'x'.repeat(32), clock: systemClock, log });
  const api = await createApi(app);
  const document = documentOf(api.endpoints, '/');
  await api.close();
  await app.close();
  return document;
};
