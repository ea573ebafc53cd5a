import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inTransaction, isRefusal, movableClock, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { freshDatabase } from '../../../test/support/database.ts';
import { customerPermissions, permissionsOfRole } from '../permissions.ts';
import type { Auth } from '../sign-in/auth.ts';
import { authenticate } from '../sign-in/authenticate.ts';
import { signUp } from '../sign-up.ts';
import { addStaff, disableStaff, enableStaff, setStaffRole } from '../staff/staff.ts';
import { closeCustomer } from '../update-customer.ts';
import type { KeyOwner } from './api-key.ts';
import { apiKeysOf, createApiKey, revokeApiKey } from './manage-keys.ts';

const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const clock = movableClock(Temporal.Instant.from('2026-03-10T08:00:00Z'));
const context: Context = { clock, operator, actor: 'system' };
const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const later = (minutes: number): void => clock.moveTo(clock.now().add({ minutes }));

// Nobody has a session here: what is tested is that keys need none.
const noSessions = { sessionOf: () => Promise.resolve(null) } as unknown as Auth;

describe('an API key', () => {
  let db: Database;
  let customerId: string;
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  const who = (secret: string) => authenticate(db, clock, noSessions, { authorization: `Bearer ${secret}` });
  const make = (owner: KeyOwner, scopes: readonly string[], expiresAt: Temporal.Instant | null = null) =>
    run((tx) =>
      createApiKey(tx, context, {
        owner,
        name: 'key',
        scopes,
        expiresAt,
        grantable: 'customerId' in owner ? customerPermissions : permissionsOfRole('admin'),
      }),
    );
  const staff = (email: string, role: 'admin' | 'support'): Promise<string> =>
    run((tx) =>
      addStaff(tx, context, {
        name: 'x',
        email,
        password: 'correct horse battery',
        emailVerified: true,
        role,
        language: 'en',
      }),
    );

  before(async () => {
    ({ db } = await freshDatabase());
    customerId = await run((tx) =>
      signUp(tx, context, { name: 'Ada', email: 'ada@example.com', language: 'en' }),
    );
  });

  it('says who its owner is, and can do what its scopes name', async () => {
    const { key, secret } = await make({ customerId }, ['wallet:read', 'numbers:read', 'wallet:read']);
    assert.match(secret, /^rf_live_[\w-]{43}$/);
    assert.equal(key.prefix, secret.slice(0, 12));
    assert.deepEqual(await who(secret), {
      kind: 'customer',
      customerId,
      userId: null,
      apiKeyId: key.id,
      scopes: ['numbers:read', 'wallet:read'],
    });
  });

  it('is kept only as a hash: neither the table nor the list of keys holds its secret', async () => {
    const { secret } = await make({ customerId }, ['wallet:read']);
    const rows = await db.selectFrom('customers.apiKey').selectAll().execute();
    const audits = await db.selectFrom('customers.auditEntry').selectAll().execute();
    const listed = await run((tx) => apiKeysOf(tx, { customerId }));
    const seen = JSON.stringify([rows, audits, listed], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    assert.equal(seen.includes(secret.slice(13)), false);
  });

  it('that is wrong, or written in another way, is nobody, even beside a session', async () => {
    const { secret } = await make({ customerId }, ['wallet:read']);
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    const withSession = { sessionOf: () => Promise.resolve({ userId: 'somebody' }) } as unknown as Auth;
    for (const authorization of [
      `Bearer ${wrong}`,
      `Basic ${secret}`,
      secret,
      'Bearer ',
      '',
      `Bearer ${secret} x`,
    ]) {
      assert.equal(
        await authenticate(db, clock, withSession, { authorization, cookie: 'any' }),
        null,
        authorization,
      );
    }
    assert.equal(await authenticate(db, clock, noSessions, {}), null);
  });

  it('remembers when it was last used, and writes that at most once a minute', async () => {
    const { key, secret } = await make({ customerId }, ['wallet:read']);
    const lastUsed = async () =>
      (await run((tx) => apiKeysOf(tx, { customerId }))).find(({ id }) => id === key.id)?.lastUsedAt;
    assert.equal(await lastUsed(), null);
    await who(secret);
    const first = clock.now();
    assert.deepEqual(await lastUsed(), first);
    clock.moveTo(clock.now().add({ seconds: 59 }));
    await who(secret);
    assert.deepEqual(await lastUsed(), first);
    clock.moveTo(clock.now().add({ seconds: 1 }));
    await who(secret);
    assert.deepEqual(await lastUsed(), clock.now());
  });

  it('ends when it expires', async () => {
    const { secret } = await make({ customerId }, ['wallet:read'], clock.now().add({ minutes: 5 }));
    later(4);
    assert.notEqual(await who(secret), null);
    later(1);
    assert.equal(await who(secret), null);
    await assert.rejects(
      make({ customerId }, ['wallet:read'], clock.now()),
      refusedWith('customers.expiry_in_the_past'),
    );
  });

  it('ends when its owner revokes it, and nobody else can', async () => {
    const { key, secret } = await make({ customerId }, ['wallet:read']);
    const stranger = await run((tx) =>
      signUp(tx, context, { name: 'Bob', email: 'bob@example.com', language: 'en' }),
    );
    await assert.rejects(
      run((tx) => revokeApiKey(tx, context, { owner: { customerId: stranger }, keyId: key.id })),
      refusedWith('customers.unknown_key'),
    );
    assert.notEqual(await who(secret), null);
    await run((tx) => revokeApiKey(tx, context, { owner: { customerId }, keyId: key.id }));
    assert.equal(await who(secret), null);
  });

  it('cannot have a scope that whoever asks does not have, nor none at all', async () => {
    for (const scopes of [['staff:write'], ['wallet:read', 'wallet:fly'], []]) {
      await assert.rejects(make({ customerId }, scopes), refusedWith('customers.scope_not_grantable'));
    }
    const order = { owner: { customerId }, name: 'x', scopes: ['wallet:read'], expiresAt: null };
    await assert.rejects(
      run((tx) => createApiKey(tx, context, { ...order, grantable: ['numbers:read'] })),
      refusedWith('customers.scope_not_grantable'),
    );
    await assert.rejects(
      run((tx) => createApiKey(tx, context, { ...order, name: ' ', grantable: customerPermissions })),
      refusedWith('customers.invalid_name'),
    );
  });

  it('of staff follows the role of its owner, and ends when the owner is shut out', async () => {
    await staff('root@lantern.example', 'admin');
    const staffId = await staff('sam@lantern.example', 'admin');
    const { key, secret } = await make({ staffId }, ['ledger:read', 'customers:read']);
    const known = { kind: 'staff', staffId, userId: null, apiKeyId: key.id };
    assert.deepEqual(await who(secret), {
      ...known,
      role: 'admin',
      scopes: ['customers:read', 'ledger:read'],
    });
    await run((tx) => setStaffRole(tx, context, { staffId, role: 'support' }));
    assert.deepEqual(await who(secret), { ...known, role: 'support', scopes: ['customers:read'] });
    await run((tx) => disableStaff(tx, context, staffId));
    assert.equal(await who(secret), null);
    await run((tx) => enableStaff(tx, context, staffId));
    assert.equal(await who(secret), null);
  });

  it('ends when its customer is closed', async () => {
    const id = await run((tx) =>
      signUp(tx, context, { name: 'Eve', email: 'eve@example.com', language: 'en' }),
    );
    const { secret } = await make({ customerId: id }, ['wallet:read']);
    assert.notEqual(await who(secret), null);
    await run((tx) =>
      closeCustomer(tx, context, { customerId: id, holding: { numbers: 0, creditMicros: 0n, underWay: 0 } }),
    );
    assert.equal(await who(secret), null);
  });
});
