import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { signUp } from '#customers';
import { listMails, writeMail, type Mail } from '#notifications';
import { inTransaction, movableClock, type Database, type MovableClock, type Tx } from '#platform';
import type { Context } from '#policy';
import type { FreshDatabase } from './database.ts';

const servers = new Set<{ close(): unknown }>();
after(() => {
  for (const server of servers) server.close();
});

/** A mail server on loopback, and the texts that it accepted. */
export const mailServer = async (
  options: SMTPServerOptions = {},
): Promise<{ readonly smtp: string; readonly accepted: string[] }> => {
  const accepted: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        accepted.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
    ...options,
  });
  // A client that goes away is what some tests are about.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  servers.add(server);
  return { smtp: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, accepted };
};

/** A mail server that answers each line as it is told to: for servers that break in the middle. */
export const scriptedServer = async (answer: (line: string, socket: Socket) => void): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 scripted\r\n');
    socket.on('data', (data) => {
      for (const line of data
        .toString()
        .split('\r\n')
        .filter((text) => text !== ''))
        answer(line, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.add(server);
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A database with one customer, Ada, who reads Italian, on the morning of 14 May 2022. */
export interface MailGround {
  readonly db: Database;
  readonly url: string;
  readonly clock: MovableClock;
  readonly context: Context;
  readonly customerId: string;
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Writes a mail to Ada; says whether it was written now. */
  write(key: string): Promise<boolean>;
  mails(): Promise<readonly Mail[]>;
  onlyMail(): Promise<Mail>;
}

/** Lays the ground anew in a database that belongs to the tests of one file. */
export const mailGround = async ({ db, url }: FreshDatabase): Promise<MailGround> => {
  await db.deleteFrom('notifications.mail').execute();
  await db.deleteFrom('customers.customer').execute();
  const clock = movableClock(Temporal.Instant.from('2022-05-14T00:00:00Z'));
  const operator = {
    name: 'Lantern Numbers',
    timeZone: 'Europe/Rome',
    currency: 'EUR',
    supportEmail: 'help@lantern.example',
  };
  const context = { clock, operator, actor: 'staff:1' };
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  const customerId = await run((tx) =>
    signUp(tx, context, { name: 'Ada', email: 'ada@example.com', language: 'it' }),
  );
  const data = {
    e164: '+390612345678',
    dismissedOn: Temporal.PlainDate.from('2022-05-14'),
    link: 'https://numbers.example/',
  };
  const mails = async (): Promise<readonly Mail[]> =>
    (await run((tx) => listMails(tx, { limit: 100 }))).items;
  return {
    db,
    url,
    clock,
    context,
    customerId,
    run,
    write: (key) => run((tx) => writeMail(tx, context, { key, customerId, about: 'number_dismissed', data })),
    mails,
    onlyMail: async () => {
      const [mail, ...others] = await mails();
      assert.ok(
        mail !== undefined && others.length === 0,
        `there are ${others.length + (mail ? 1 : 0)} mails`,
      );
      return mail;
    },
  };
};
