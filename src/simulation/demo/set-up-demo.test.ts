import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCaseOf } from '#fraud';
import { listIncidents } from '#incidents';
import { listCustomers, listStaff } from '#customers';
import { checkLedger, walletBalance } from '#ledger';
import { listMails } from '#notifications';
import { historyOf, rentalsOf, type RentalView } from '#numbers';
import { checkPayments } from '#payments';
import { dateAt, inTransaction, readConfig, stoppedClock, type Tx } from '#platform';
import { loadOperator, type Context } from '#policy';
import { quoteRefund } from '#refunds';
import { listServices } from '#suppliers';
import { describePlan, forwardingOf } from '#voice';
import { checkWallets } from '#wallet';
import { freshDatabase } from '../../../test/support/database.ts';
import { customers, staff } from './people.ts';
import { setUpDemo } from './set-up-demo.ts';

const demoConfig = () => {
  const read = readConfig({});
  assert.ok('config' in read);
  return read.config;
};

interface Seen {
  readonly credit: bigint;
  /** Of numbers that have not ended. */
  readonly rentals: readonly RentalView[];
  /** What the mails were about, oldest first. */
  readonly mails: readonly string[];
}

const see = async (tx: Tx, customerId: string): Promise<Seen> => ({
  credit: (await walletBalance(tx, customerId)).balanceMicros,
  rentals: (await rentalsOf(tx, { customerId, limit: 50 })).items,
  mails: (await listMails(tx, { customerId, limit: 50 })).items.map(({ about }) => about).toReversed(),
});

/** Sets the demonstration up at noon of `date`, and looks at it at that instant. */
const at = async (
  date: string,
  look: (tx: Tx, context: Context, ids: ReadonlyMap<string, string>) => Promise<void>,
): Promise<void> => {
  const database = await freshDatabase();
  try {
    const present = stoppedClock(
      Temporal.PlainDateTime.from(`${date}T12:00`).toZonedDateTime('Europe/Rome').toInstant(),
    );
    await setUpDemo(demoConfig(), database.url, () => undefined, { present, stockSize: 2_000 });
    await inTransaction(database.db, async (tx) => {
      const context = { clock: present, operator: await loadOperator(tx), actor: 'system' };
      const { items } = await listCustomers(tx, { limit: 50 });
      await look(tx, context, new Map(items.map(({ email, id }) => [email.split('@')[0]!, id])));
    });
  } finally {
    await database.drop();
  }
};

const remindersOf = ({ mails }: Seen, about: string): number => mails.filter((one) => one === about).length;

const requireEndOfService = async (
  tx: Tx,
  context: Context,
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  const ada = await see(tx, ids.get('ada')!);
  assert.equal(remindersOf(ada, 'sunset_announced'), 1, ada.mails.join());
  const [london] = ada.rentals;
  const forwarding = await forwardingOf(tx, { customerId: ids.get('ada')!, e164: london!.e164 });
  assert.equal(forwarding && describePlan(forwarding), 'phone-system');
  const [service] = await listServices(tx, context);
  assert.equal(service?.status, 'open');
};

const requireCalendar = async (tx: Tx, context: Context, ids: ReadonlyMap<string, string>): Promise<void> => {
  const today = dateAt(context.clock.now(), context.operator.timeZone);
  const seen = async (name: string) => see(tx, ids.get(name)!);

  const ada = await seen('ada');
  const [london, toronto, rome] = ada.rentals;
  assert.deepEqual([london?.state, toronto?.state, rome?.state], ['active', 'active', 'registering']);
  assert.ok(london!.monthsPaid >= 3, `renewed ${london!.monthsPaid - 1} times`);
  assert.ok(ada.credit > london!.nextPeriodMicros!);

  const bruno = await seen('bruno');
  const daysLeft = today.until(bruno.rentals[0]!.paidUntil!).days;
  assert.ok(bruno.rentals[0]!.state === 'active' && daysLeft >= 1 && daysLeft <= 4, `${daysLeft} days left`);
  assert.ok(bruno.credit < bruno.rentals[0]!.nextPeriodMicros!);
  assert.ok(remindersOf(bruno, 'renewal_due_soon') >= 2, bruno.mails.join());

  const cleo = await seen('cleo');
  assert.equal(cleo.rentals[0]!.state, 'quarantined');
  assert.ok(today.until(cleo.rentals[0]!.restorableUntil!).days >= 14);
  assert.ok(cleo.credit > cleo.rentals[0]!.nextPeriodMicros!);
  assert.deepEqual(
    ['renewal_due_soon', 'number_quarantined', 'quarantine_reminder'].map((about) =>
      remindersOf(cleo, about),
    ),
    [4, 1, 1],
  );

  const quote = await quoteRefund(tx, context, {
    customerId: ids.get('dora')!,
    subject: 'credit',
    destination: 'payments',
  });
  assert.equal(quote.outcome, 'partly');
  assert.equal(quote.payouts.length, 2);
  assert.ok(quote.lines.some(({ clause, decided }) => clause === 'N5' && decided));
  assert.equal((await seen('dora')).rentals[0]!.state, 'active');

  const enzo = await seen('enzo');
  assert.deepEqual(enzo.rentals, []);
  assert.deepEqual(
    ['renewal_due_soon', 'number_quarantined', 'quarantine_reminder', 'number_dismissed'].map((about) =>
      remindersOf(enzo, about),
    ),
    [4, 1, 4, 1],
  );
  const ended = await rentalsOf(tx, { customerId: ids.get('enzo')!, states: ['ended'], limit: 1 });
  const history = await historyOf(tx, { e164: ended.items[0]!.e164, limit: 10 });
  assert.equal(history.items[0]!.kind, 'dismissed');
};

const requireCaseAndIncident = async (
  tx: Tx,
  context: Context,
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  const finn = await see(tx, ids.get('finn')!);
  assert.equal(finn.rentals[0]!.state, 'suspended');
  assert.equal(remindersOf(finn, 'account_frozen'), 1);
  const waiting = await openCaseOf(tx, ids.get('finn')!);
  assert.deepEqual([waiting?.state, waiting?.signal], ['proposed', 'failed_cards']);
  const { items } = await listIncidents(tx, {}, { limit: 5 });
  assert.deepEqual(
    items.map(({ title, isPublished }) => [title.en, isPublished]),
    [['No calls to British numbers', true]],
  );
  for (const name of ['ada', 'bruno']) {
    const { e164 } = (await see(tx, ids.get(name)!)).rentals[0]!;
    const due = await quoteRefund(tx, context, {
      customerId: ids.get(name)!,
      subject: 'disruption',
      e164,
      incidentId: items[0]!.id,
      destination: 'credit',
    });
    assert.equal(due.outcome, 'granted', name);
  }
};

const requireHealthyBooks = async (tx: Tx): Promise<void> => {
  const findings = [...(await checkLedger(tx)), ...(await checkWallets(tx)), ...(await checkPayments(tx))];
  assert.deepEqual(
    findings.filter(({ ok }) => !ok),
    [],
  );
};

// Months of every length lie before these, and both changes of the clocks.
const dates = ['2027-03-01', '2027-03-31', '2026-10-30', '2028-02-29'];

describe('the demonstration', () => {
  for (const date of dates)
    it(`has everybody where the banner says, set up on ${date}`, () =>
      at(date, async (tx, context, ids) => {
        assert.equal(ids.size, customers.length);
        assert.equal((await listStaff(tx)).length, staff.length);
        await requireCalendar(tx, context, ids);
        await requireEndOfService(tx, context, ids);
        await requireCaseAndIncident(tx, context, ids);
        await requireHealthyBooks(tx);
      }));
});
