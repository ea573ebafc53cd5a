import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inTransaction, isRefusal, stoppedClock, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { freshDatabase } from '../../test/support/database.ts';
import {
  acceptancesOf,
  acceptPolicy,
  addUser,
  audit,
  closeCustomer,
  createApiKey,
  apiKeysOf,
  customerById,
  customerPermissions,
  listAudit,
  listCustomers,
  readerOf,
  removeUser,
  signUp,
  updateCustomer,
  usersOf,
} from './index.ts';

const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const now = Temporal.Instant.from('2026-03-10T08:00:00Z');
const context: Context = { clock: stoppedClock(now), operator, actor: 'system' };
const password = 'correct horse battery';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;

describe('a customer', () => {
  let db: Database;
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  before(async () => {
    ({ db } = await freshDatabase());
  });
  const newCustomer = (email: string, name = 'Ada'): Promise<string> =>
    run((tx) => signUp(tx, context, { name, email, language: 'it' }));

  it('signs up with a name, an address in lower case and a language, and an event says so', async () => {
    const id = await newCustomer(' Ada@Example.com ', '  Ada  ');
    const customer = await run((tx) => customerById(tx, id));
    assert.deepEqual(customer, {
      id,
      name: 'Ada',
      email: 'ada@example.com',
      language: 'it',
      createdAt: now,
      closedAt: null,
    });
    const events = await db
      .selectFrom('platform.event')
      .select('payload')
      .where('kind', '=', 'customers.signed_up')
      .execute();
    assert.deepEqual(events, [{ payload: { customerId: id } }]);
  });

  it('cannot sign up with the address of another, in whatever case', async () => {
    await assert.rejects(newCustomer('ADA@example.com'), refusedWith('customers.email_taken'));
  });

  it('cannot sign up with what is no address, or no name', async () => {
    for (const email of [
      'ada',
      'ada@',
      '@example.com',
      'a b@example.com',
      'ada@example.com\r\nBcc: x@example.com',
      'x<y@example.com',
    ]) {
      await assert.rejects(newCustomer(email), refusedWith('customers.invalid_email'), email);
    }
    await assert.rejects(newCustomer('grace@example.com', ' \n '), refusedWith('customers.invalid_name'));
    await assert.rejects(
      newCustomer('grace@example.com', 'x'.repeat(201)),
      refusedWith('customers.invalid_name'),
    );
  });

  it('that nobody knows is refused', async () => {
    const customerId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    await assert.rejects(
      run((tx) => customerById(tx, customerId)),
      refusedWith('customers.unknown'),
    );
    await assert.rejects(
      run((tx) => updateCustomer(tx, context, { customerId })),
      refusedWith('customers.unknown'),
    );
    const user = { customerId, name: 'x', email: 'x@example.com', password, emailVerified: true };
    await assert.rejects(
      run((tx) => addUser(tx, context, user)),
      refusedWith('customers.unknown'),
    );
    await assert.rejects(
      run((tx) =>
        closeCustomer(tx, context, { customerId, holding: { numbers: 0, creditMicros: 0n, underWay: 0 } }),
      ),
      refusedWith('customers.unknown'),
    );
  });

  it('changes what it names and keeps the rest; the audit log has both', async () => {
    const customerId = await newCustomer('bob@example.com', 'Bob');
    const changed = await run((tx) =>
      updateCustomer(tx, { ...context, actor: 'staff:7' }, { customerId, language: 'es' }),
    );
    assert.deepEqual([changed.name, changed.email, changed.language], ['Bob', 'bob@example.com', 'es']);
    const { items } = await run((tx) => listAudit(tx, { customerId, limit: 10 }));
    assert.deepEqual(
      items.map(({ actor, action, details }) => ({ actor, action, details })),
      [
        {
          actor: 'staff:7',
          action: 'customer.changed',
          details: {
            before: { name: 'Bob', email: 'bob@example.com', language: 'it' },
            after: { name: 'Bob', email: 'bob@example.com', language: 'es' },
          },
        },
      ],
    );
    await assert.rejects(
      run((tx) => updateCustomer(tx, context, { customerId, email: 'ada@example.com' })),
      refusedWith('customers.email_taken'),
    );
  });

  it('is found by a part of its name or address, by its id, newest first, page by page', async () => {
    const ids: string[] = [];
    for (const name of ['Zoe 1', 'Zoe 2', 'Zoe 3'])
      ids.push(await newCustomer(`${name.replace(' ', '')}@zoo.example`, name));
    const first = await run((tx) => listCustomers(tx, { search: 'ZOO.', limit: 2 }));
    assert.equal(first.items.length, 2);
    const second = await run((tx) =>
      listCustomers(tx, { search: 'ZOO.', limit: 2, cursor: first.nextCursor ?? '' }),
    );
    assert.equal(second.nextCursor, null);
    // Ids made within one millisecond have no order among themselves.
    assert.deepEqual([...first.items, ...second.items].map(({ id }) => id).toSorted(), ids.toSorted());
    assert.deepEqual(
      (await run((tx) => listCustomers(tx, { search: ids[0], limit: 2 }))).items.map(({ id }) => id),
      [ids[0]],
    );
    assert.deepEqual((await run((tx) => listCustomers(tx, { search: '%', limit: 2 }))).items, []);
    await assert.rejects(
      run((tx) => listCustomers(tx, { limit: 2, cursor: 'x' })),
      refusedWith('pages.invalid_cursor'),
    );
  });

  it('has users; the last one stays', async () => {
    const customerId = await newCustomer('carla@example.com', 'Carla');
    const user = { customerId, name: 'Carla', email: 'Carla@example.com', password, emailVerified: true };
    const first = await run((tx) => addUser(tx, context, user));
    await assert.rejects(
      run((tx) => addUser(tx, context, user)),
      refusedWith('customers.email_taken'),
    );
    await assert.rejects(
      run((tx) => addUser(tx, context, { ...user, email: 'short@example.com', password: 'too short' })),
      refusedWith('customers.weak_password'),
    );
    await assert.rejects(
      run((tx) => removeUser(tx, context, { customerId, userId: first })),
      refusedWith('customers.last_user'),
    );
    const second = await run((tx) => addUser(tx, context, { ...user, email: 'dino@example.com' }));
    const users = await run((tx) => usersOf(tx, customerId));
    assert.deepEqual(
      new Map(users.map(({ userId, email }) => [userId, email])),
      new Map([
        [first, 'carla@example.com'],
        [second, 'dino@example.com'],
      ]),
    );
    assert.deepEqual(await run((tx) => readerOf(tx, second)), { customerId, language: 'it' });
    await run((tx) => removeUser(tx, context, { customerId, userId: first }));
    await assert.rejects(
      run((tx) => removeUser(tx, context, { customerId, userId: first })),
      refusedWith('customers.unknown_user'),
    );
    assert.equal(await run((tx) => readerOf(tx, first)), undefined);
  });

  it('closes only when it holds nothing; its users and keys are gone then, and its address is free again', async () => {
    const customerId = await newCustomer('eve@example.com', 'Eve');
    await run((tx) =>
      addUser(tx, context, {
        customerId,
        name: 'Eve',
        email: 'eve@example.com',
        password,
        emailVerified: true,
      }),
    );
    const owner = { customerId };
    await run((tx) =>
      createApiKey(tx, context, {
        owner,
        name: 'k',
        scopes: ['wallet:read'],
        expiresAt: null,
        grantable: customerPermissions,
      }),
    );
    for (const holding of [
      { numbers: 1, creditMicros: 0n, underWay: 0 },
      { numbers: 0, creditMicros: 1n, underWay: 0 },
    ]) {
      await assert.rejects(
        run((tx) => closeCustomer(tx, context, { customerId, holding })),
        refusedWith('customers.still_holds'),
      );
    }
    await run((tx) =>
      closeCustomer(tx, context, { customerId, holding: { numbers: 0, creditMicros: 0n, underWay: 0 } }),
    );
    assert.deepEqual((await run((tx) => customerById(tx, customerId))).closedAt, now);
    assert.deepEqual(await run((tx) => usersOf(tx, customerId)), []);
    assert.deepEqual(
      (await run((tx) => apiKeysOf(tx, owner))).map((key) => key.revokedAt),
      [now],
    );
    await assert.rejects(
      run((tx) => updateCustomer(tx, context, { customerId, name: 'x' })),
      refusedWith('customers.unknown'),
    );
    assert.notEqual(await newCustomer('eve@example.com', 'Eve'), customerId);
  });

  it('accepts a version of the policy once', async () => {
    const customerId = await newCustomer('finn@example.com', 'Finn');
    const { id: policyVersionId } = await db
      .insertInto('policy.version')
      .values({ inForceFrom: Temporal.PlainDate.from('2026-01-01'), parameters: '{}', createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await run((tx) => acceptPolicy(tx, context, { customerId, policyVersionId, address: '192.0.2.7' }));
    const later = { ...context, clock: stoppedClock(now.add({ hours: 1 })) };
    await run((tx) => acceptPolicy(tx, later, { customerId, policyVersionId, address: '192.0.2.8' }));
    assert.deepEqual(await run((tx) => acceptancesOf(tx, customerId)), [
      { policyVersionId, acceptedAt: now, address: '192.0.2.7' },
    ]);
  });
});

describe('the audit log', () => {
  it('is read newest first, by actor too, and the database refuses to change it', async () => {
    const { db } = await freshDatabase();
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
    for (const [actor, subject] of [
      ['staff:1', 'a'],
      ['staff:2', 'b'],
      ['staff:1', 'c'],
    ] as const) {
      await run((tx) =>
        audit(tx, { ...context, actor }, { action: 'test.done', subject, details: { subject } }),
      );
    }
    const first = await run((tx) => listAudit(tx, { limit: 2 }));
    assert.deepEqual(
      first.items.map((entry) => entry.subject),
      ['c', 'b'],
    );
    const second = await run((tx) => listAudit(tx, { limit: 2, cursor: first.nextCursor ?? '' }));
    assert.deepEqual(
      second.items.map((entry) => entry.subject),
      ['a'],
    );
    assert.deepEqual(
      (await run((tx) => listAudit(tx, { actor: 'staff:1', limit: 9 }))).items.map((entry) => entry.subject),
      ['c', 'a'],
    );
    await assert.rejects(db.deleteFrom('customers.auditEntry').execute(), /append-only/);
    await assert.rejects(
      db.updateTable('customers.auditEntry').set({ action: 'x.y' }).execute(),
      /append-only/,
    );
  });
});
