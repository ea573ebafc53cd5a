import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  inTransaction,
  isRefusal,
  movableClock,
  takeEvents,
  type Database,
  type MovableClock,
  type Tx,
} from '#platform';
import type { Context } from '#policy';
import { freshDatabase } from '../../test/support/database.ts';
import { announceSunset, correctSunset, type SunsetOrder } from './announce-sunset.ts';
import { listSunsets, sunsetOf, sunsetRevisions } from './read-sunsets.ts';
import { listServices, listSuppliers, putService, putSupplier, serviceNamed } from './services.ts';

const titles = { en: 'Phone system', es: 'Centralita', it: 'Centralino' };
const phoneSystem = { name: 'phone-system', titles, supplier: null, sipUriTemplate: null };

let db: Database;
let context: Context & { readonly clock: MovableClock };
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
const order = (closedFrom: string, lastDay: string): SunsetOrder => ({
  service: 'phone-system',
  closedFrom: Temporal.PlainDate.from(closedFrom),
  lastDay: Temporal.PlainDate.from(lastDay),
});
const announce = (closedFrom = '2022-07-01', lastDay = '2022-12-31') =>
  run((tx) => announceSunset(tx, context, order(closedFrom, lastDay)));
const correct = (closedFrom: string, lastDay: string) =>
  run((tx) => correctSunset(tx, context, order(closedFrom, lastDay)));
const statusAt = async (local: string): Promise<string> => {
  context.clock.moveTo(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant());
  return (await run((tx) => serviceNamed(tx, context, 'phone-system'))).status;
};
const refused = (code: string, work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error) => isRefusal(error) && error.code === code);

beforeEach(async () => {
  ({ db } = await freshDatabase());
  const operator = {
    name: 'Numbers & Co',
    timeZone: 'Europe/Rome',
    currency: 'EUR',
    supportEmail: 'help@numbers.example',
  };
  context = {
    clock: movableClock(Temporal.Instant.from('2022-06-01T07:00:00Z')),
    operator,
    actor: 'staff:1',
  };
  await run((tx) => putService(tx, context, phoneSystem));
});

describe('the end of a service', () => {
  it('closes and ends it at 00:00 of the operator, to the minute', async () => {
    await announce();
    assert.equal(await statusAt('2022-06-30T23:59'), 'open');
    assert.equal(await statusAt('2022-07-01T00:00'), 'closed');
    assert.equal(await statusAt('2022-12-31T23:59'), 'closed');
    assert.equal(await statusAt('2023-01-01T00:00'), 'ended');
  });

  it('is announced once, in three languages, and heard of by whoever subscribed', async () => {
    await announce();
    const { announcement, instead } = await run((tx) => sunsetOf(tx, 'phone-system'));
    assert.match(announcement.en, /“Phone system”.*From 1 July 2022.*through 31 December 2022/);
    assert.match(announcement.es, /«Centralita».*1 de julio de 2022.*31 de diciembre de 2022/);
    assert.match(announcement.it, /«Centralino».*Dal 1º luglio 2022.*il 31 dicembre 2022/);
    assert.match(instead.it, /account VoIP/);
    const events = await run((tx) => takeEvents(tx, context.clock, 10));
    assert.deepEqual(
      events.map(({ kind, payload }) => ({ kind, ...payload })),
      [
        {
          kind: 'suppliers.sunset_announced',
          service: 'phone-system',
          revision: 1,
          closedFrom: '2022-07-01',
          lastDay: '2022-12-31',
        },
      ],
    );
    await refused('suppliers.sunset_announced', announce());
  });

  it('says what the operator wants said', async () => {
    const announcement = { en: 'It ends.', es: 'Termina.', it: 'Finisce.' };
    const instead = { en: 'Call us.', es: 'Llámenos.', it: 'Chiamaci.' };
    await run((tx) =>
      announceSunset(tx, context, { ...order('2022-07-01', '2022-12-31'), announcement, instead }),
    );
    await correct('2022-07-01', '2023-03-31');
    const corrected = await run((tx) => sunsetOf(tx, 'phone-system'));
    assert.match(corrected.announcement.en, /31 March 2023/);
    assert.deepEqual(corrected.instead, instead);
  });

  it('is refused for a service that nobody knows, for dates in the wrong order, and for the past', async () => {
    const unknown = { ...order('2022-07-01', '2022-12-31'), service: 'fax' };
    await refused(
      'suppliers.unknown_service',
      run((tx) => announceSunset(tx, context, unknown)),
    );
    await refused(
      'suppliers.unknown_service',
      run((tx) => serviceNamed(tx, context, 'fax')),
    );
    await refused('suppliers.ends_before_it_closes', announce('2022-12-31', '2022-07-01'));
    await refused('suppliers.ended_already', announce('2022-05-01', '2022-05-31'));
    await refused(
      'suppliers.no_sunset',
      run((tx) => sunsetRevisions(tx, 'phone-system')),
    );
  });

  it('can be today, for a service that closes and ends at once', async () => {
    await announce('2022-06-01', '2022-06-01');
    assert.equal(await statusAt('2022-06-01T23:59'), 'closed');
    assert.equal(await statusAt('2022-06-02T00:00'), 'ended');
  });
});

describe('a correction', () => {
  it('moves dates later, and leaves what was announced before', async () => {
    await announce();
    await correct('2022-08-01', '2023-01-31');
    assert.equal(await statusAt('2022-07-31T23:59'), 'open');
    assert.equal(await statusAt('2023-01-31T23:59'), 'closed');
    const dates = (await run((tx) => sunsetRevisions(tx, 'phone-system'))).map(
      ({ revision, lastDay }) => `${revision}: ${lastDay}`,
    );
    assert.deepEqual(dates, ['1: 2022-12-31', '2: 2023-01-31']);
    assert.equal((await listSunsets(db)).length, 1);
  });

  it('never moves one earlier, and comes too late once the service has ended', async () => {
    await refused('suppliers.no_sunset', correct('2022-07-01', '2022-12-31'));
    await announce();
    await refused('suppliers.moved_earlier', correct('2022-06-30', '2023-01-31'));
    await refused('suppliers.moved_earlier', correct('2022-07-01', '2022-12-30'));
    await statusAt('2023-01-01T00:00');
    await refused('suppliers.ended_already', correct('2022-07-01', '2023-01-31'));
  });

  it('that moves one earlier is refused by the database itself, as is any change of what was announced', async () => {
    await announce();
    await assert.rejects(
      sql`insert into suppliers.sunset select service, 2, closed_from, last_day - 1, announcement_en, announcement_es, announcement_it,
            instead_en, instead_es, instead_it, announced_at, announced_by from suppliers.sunset`.execute(db),
      /its dates only move later/,
    );
    await assert.rejects(sql`update suppliers.sunset set last_day = last_day + 1`.execute(db), /append-only/);
    await assert.rejects(sql`delete from suppliers.sunset`.execute(db), /append-only/);
  });

  it('and an announcement at the same time leave one first revision', async () => {
    const results = await Promise.allSettled([announce(), announce(), announce()]);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await run((tx) => sunsetRevisions(tx, 'phone-system'))).length, 1);
  });
});

describe('services and suppliers', () => {
  it('are listed with where they stand', async () => {
    const supplier = {
      name: 'Example Telecom',
      site: 'https://telecom.example',
      notes: 'Contract until 2025',
    };
    await refused(
      'suppliers.unknown',
      run((tx) => putService(tx, context, { ...phoneSystem, supplier: supplier.name })),
    );
    await run((tx) => putSupplier(tx, context, supplier));
    await run((tx) =>
      putService(tx, context, {
        ...phoneSystem,
        supplier: supplier.name,
        sipUriTemplate: 'sip:{number}@pbx.example.net',
      }),
    );
    await announce();
    assert.deepEqual(await run(listSuppliers), [supplier]);
    const [service] = await run((tx) => listServices(tx, context));
    assert.equal(service?.status, 'open');
    assert.equal(String(service?.sunset?.lastDay), '2022-12-31');
    assert.equal(service?.supplier, supplier.name);
  });
});
