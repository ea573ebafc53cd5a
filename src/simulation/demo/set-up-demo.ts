// The demonstration: an operator with a stock, staff, and customers whose past was lived through the real use cases, day by day.
import { Readable } from 'node:stream';
import pino from 'pino';
import { addStaff, listCustomers, listStaff } from '#customers';
import { listIncidents, openIncident } from '#incidents';
import { sendFromSandbox } from '#messaging';
import { fromDecimal } from '#money';
import {
  addPlaces,
  buy,
  cities,
  demoStock,
  importStock,
  regions,
  rentalsOf,
  stockCsv,
  stopRenewal,
} from '#numbers';
import { promoteCustomer, sandboxInstructions, topUp } from '#payments';
import {
  connect,
  inTransaction,
  movableClock,
  newId,
  recordRun,
  systemClock,
  taskStatuses,
  writeClockShift,
  type Clock,
  type Config,
  type MovableClock,
  type Tx,
} from '#platform';
import {
  createOperator,
  hasOperator,
  loadOperator,
  publishFirstVersion,
  today,
  type Context,
  type Operator,
} from '#policy';
import { announceSunset, listSunsets, putService } from '#suppliers';
import { forwardNumber, planTo } from '#voice';
import { importRates } from '#voice';
import { wire, type App } from '../../app.ts';
import { openAccount } from '../../doors/sign-up.ts';
import { advance, runDue } from '../../doors/worker/calendar.ts';
import { demoRates } from './rates.ts';
import { customers, demoPassword, staff, type DemoCustomer, type DemoDeed } from './people.ts';

export interface DemoSize {
  /** When it is set up: what everybody did lies before. */
  readonly present: Clock;
  /** How many numbers come into stock. */
  readonly stockSize: number;
}

const asPeopleGetIt: DemoSize = { present: systemClock, stockSize: 20_000 };
const pastDays = 80;
/** Among the kinds of work: once it has run, the demonstration is complete. */
const setUpTask = 'demonstration.set_up';

/**
 * Fills a migrated database with the demonstration, unless it is complete. One that was interrupted is gone through again from its first
 * day: everything in it has a key, and what was done then is not done twice.
 */
export const setUpDemo = async (
  config: Config,
  url: string,
  say: (line: string) => void,
  { present, stockSize }: DemoSize = asPeopleGetIt,
): Promise<void> => {
  const connection = connect(url, { max: 4 });
  const { db } = connection;
  try {
    if ((await taskStatuses(db)).some(({ name }) => name === setUpTask)) return;
    const clock = movableClock(daysBefore(present, pastDays, config));
    const operator = await inTransaction(db, (tx) => addOperator(tx, clock, config));
    const app = wire({
      config,
      connection,
      operator,
      secret: 'nobody signs in while the past is made',
      clock,
      log: pino({ level: 'silent' }),
    });
    say('Setting up the demonstration; this takes some ten seconds, once:');
    say(`  ${stockSize.toLocaleString('en')} numbers of 13 countries come into stock …`);
    await importDemoStock(app, stockSize);
    await importRates(connection, app.contextFor('system'), Readable.from([Buffer.from(demoRates)]));
    say('  staff and customers live through the last eleven weeks …');
    await liveThePast(app, { clock, present, people: await addPeople(app) });
    await announceTheEnd(app, { ...app.contextFor('system'), clock });
    await openTheIncident(app, { ...app.contextFor('system'), clock });
    await recordRun(db, present, setUpTask, customers.length);
  } finally {
    await connection.close();
  }
};

const addOperator = async (tx: Tx, clock: MovableClock, config: Config): Promise<Operator> => {
  if (await hasOperator(tx)) return loadOperator(tx);
  const operator = await createOperator(tx, clock, config.operator);
  const context = { clock, operator, actor: 'system' };
  await writeClockShift(tx, 0);
  await publishFirstVersion(tx, context, { inForceFrom: today(context), parameters: {} });
  await putService(tx, context, phoneSystem);
  return operator;
};

const phoneSystem = {
  name: 'phone-system',
  titles: { en: 'Phone system', es: 'Centralita', it: 'Centralino' },
  supplier: null,
  sipUriTemplate: 'sip:{number}@pbx.ringfence.example',
};

/** Of the service to which a number of Ada is forwarded: in a hundred days, so that the first reminder is near. */
const announceTheEnd = async (app: App, context: Context): Promise<void> => {
  const { db } = app.connection;
  const isAnnounced = (await listSunsets(db)).length > 0;
  if (!isAnnounced)
    await inTransaction(db, (tx) =>
      announceSunset(tx, context, {
        service: phoneSystem.name,
        closedFrom: today(context).add({ days: 30 }),
        lastDay: today(context).add({ days: 100 }),
      }),
    );
  await runDue(db, context, app.tasks);
};

/** A morning on which no call reached a British number: nobody has been compensated for it yet. */
const openTheIncident = async (app: App, context: Context): Promise<void> => {
  const { db } = app.connection;
  const morning = today(context).subtract({ days: 9 });
  const at = (time: string): Temporal.Instant =>
    morning
      .toZonedDateTime({ timeZone: context.operator.timeZone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant();
  await inTransaction(db, async (tx) => {
    if ((await listIncidents(tx, {}, { limit: 1 })).items.length > 0) return;
    await openIncident(tx, context, {
      from: at('06:10'),
      until: at('13:45'),
      services: ['voice'],
      scope: { country: 'GB' },
      fault: 'ours',
      provenBy: 'staff',
      isPublished: true,
      title: {
        en: 'No calls to British numbers',
        es: 'Sin llamadas a números británicos',
        it: 'Nessuna chiamata ai numeri britannici',
      },
    });
  });
  await runDue(db, context, app.tasks);
};

const daysBefore = (present: Clock, days: number, { operator }: Config): Temporal.Instant =>
  present.now().toZonedDateTimeISO(operator.timeZone).subtract({ days }).toInstant();

const importDemoStock = async (app: App, size: number): Promise<void> => {
  const context = app.contextFor('system');
  const places = { regions: regions.map(asPlace), cities: cities.map(asPlace) };
  await inTransaction(app.connection.db, (tx) => addPlaces(tx, places));
  const csv = Readable.from(stockCsv(demoStock({ seed: 1, size })));
  await importStock(app.connection, context, csv, { importId: newId(app.clock) });
};

/** The plan calls a slug an id. */
const asPlace = <T extends { readonly id: string }>({ id, ...rest }: T) => ({ ...rest, slug: id });

interface Person {
  readonly customerId: string;
  readonly deeds: readonly DemoDeed[];
}

const addPeople = (app: App): Promise<readonly Person[]> =>
  inTransaction(app.connection.db, async (tx) => {
    const context = app.contextFor('system');
    const known = await listStaff(tx);
    for (const one of staff)
      if (!known.some(({ email }) => email === one.email))
        await addStaff(tx, context, { ...one, password: demoPassword, emailVerified: true, language: 'en' });
    const people: Person[] = [];
    for (const { deeds, ...who } of customers)
      people.push({ customerId: await accountOf(tx, context, who), deeds });
    return people;
  });

const accountOf = async (
  tx: Tx,
  context: Context,
  { name, email, language }: Pick<DemoCustomer, 'name' | 'email' | 'language'>,
): Promise<string> => {
  const { items } = await listCustomers(tx, { search: email, limit: 1 });
  if (items[0] !== undefined) return items[0].id;
  const user = { password: demoPassword, emailVerified: true };
  return (await openAccount(tx, context, { name, email, language, user, address: null })).customerId;
};

interface Past {
  readonly clock: MovableClock;
  readonly present: Clock;
  readonly people: readonly Person[];
}

/** Everybody does what they did, in the order of time; what fell due in between happens at its own instant. */
const liveThePast = async (app: App, { clock, present, people }: Past): Promise<void> => {
  const { db } = app.connection;
  const context = { ...app.contextFor('system'), clock };
  const deeds = people
    .flatMap(({ customerId, deeds: own }) =>
      own.map((deed, index) => ({ customerId, deed, key: `demonstration ${index}` })),
    )
    .toSorted((a, b) => b.deed.daysAgo - a.deed.daysAgo);
  for (const { customerId, deed, key } of deeds) {
    await advance(db, context, app.tasks, daysBefore(present, deed.daysAgo, app.config));
    await inTransaction(db, (tx) =>
      act(tx, { ...context, actor: `customer:${customerId}` }, customerId, deed, key),
    );
    await runDue(db, context, app.tasks);
  }
  await advance(db, context, app.tasks, present.now());
};

const act = async (
  tx: Tx,
  context: Context,
  customerId: string,
  deed: DemoDeed,
  key: string,
): Promise<void> => {
  if ('topUp' in deed)
    await topUp(tx, context, { customerId, processor: deed.via, amountMicros: fromDecimal(deed.topUp), key });
  else if ('declinedCards' in deed)
    for (let no = 1; no <= deed.declinedCards; no += 1)
      await topUp(tx, context, {
        customerId,
        processor: 'card',
        amountMicros: fromDecimal('50.00'),
        key: `${key} ${no}`,
        sandbox: sandboxInstructions.parse({ outcome: 'fails' }),
      });
  else if ('promote' in deed)
    await promoteCustomer(tx, context, {
      customerId,
      amountMicros: fromDecimal(deed.promote),
      key,
      reason: 'Welcome',
    });
  else if ('sms' in deed) {
    const rental = (await rentalsOf(tx, { customerId, limit: 10 })).items[deed.to]!;
    // Its id is that of the route: delivered again after an interruption, it is the same message.
    await sendFromSandbox(tx, context, { ...deed.sms, to: rental.e164, id: `${customerId} ${key}` });
  } else if ('forwardToService' in deed) {
    const rental = (await rentalsOf(tx, { customerId, limit: 10 })).items[deed.forwardToService]!;
    const plan = planTo({ kind: 'service', target: phoneSystem.name });
    await forwardNumber(tx, context, { customerId, e164: rental.e164, plan });
  } else if ('buy' in deed) await buy(tx, context, { customerId, kind: 'local', key, ...deed.buy });
  else {
    const rental = (await rentalsOf(tx, { customerId, limit: 10 })).items[deed.stopRenewalOf]!;
    await stopRenewal(tx, context, { customerId, e164: rental.e164 });
  }
};
