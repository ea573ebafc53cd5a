import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction, isRefusal, stoppedClock, type Tx } from '#platform';
import type { Context } from '#policy';
import { freshDatabase } from '../../../test/support/database.ts';
import { createApiKey, apiKeysOf } from '../api-keys/manage-keys.ts';
import { listAudit } from '../audit.ts';
import { permissionsOfRole } from '../permissions.ts';
import { addStaff, disableStaff, enableStaff, listStaff, setStaffRole } from './staff.ts';

const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const now = Temporal.Instant.from('2026-03-10T08:00:00Z');
const context: Context = { clock: stoppedClock(now), operator, actor: 'system' };
const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;

describe('staff', () => {
  it('get a role and lose it, but an administrator is always left', async () => {
    const { db } = await freshDatabase();
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
    const add = (name: string, role: 'support' | 'admin'): Promise<string> =>
      run((tx) =>
        addStaff(tx, context, {
          name,
          email: `${name}@lantern.example`,
          password: 'correct horse battery',
          emailVerified: true,
          role,
          language: 'en',
        }),
      );
    const root = await add('root', 'admin');
    const sam = await add('sam', 'support');

    await assert.rejects(
      run((tx) => setStaffRole(tx, context, { staffId: root, role: 'finance' })),
      refusedWith('customers.last_admin'),
    );
    await assert.rejects(
      run((tx) => disableStaff(tx, context, root)),
      refusedWith('customers.last_admin'),
    );
    await run((tx) => setStaffRole(tx, context, { staffId: sam, role: 'admin' }));

    const owner = { staffId: root };
    await run((tx) =>
      createApiKey(tx, context, {
        owner,
        name: 'k',
        scopes: ['ledger:read'],
        expiresAt: null,
        grantable: permissionsOfRole('admin'),
      }),
    );
    await run((tx) => disableStaff(tx, context, root));
    assert.deepEqual(
      (await run((tx) => apiKeysOf(tx, owner))).map((key) => key.revokedAt),
      [now],
    );
    await assert.rejects(
      run((tx) => disableStaff(tx, context, sam)),
      refusedWith('customers.last_admin'),
    );
    await run((tx) => enableStaff(tx, context, root));
    await run((tx) => setStaffRole(tx, context, { staffId: sam, role: 'support' }));

    const staff = await run((tx) => listStaff(tx));
    assert.deepEqual(
      new Map(staff.map(({ id, ...rest }) => [id, [rest.name, rest.role, rest.disabledAt]])),
      new Map([
        [root, ['root', 'admin', null]],
        [sam, ['sam', 'support', null]],
      ]),
    );
    assert.deepEqual(
      (await run((tx) => listAudit(tx, { limit: 20 }))).items.map(({ action }) => action).toReversed(),
      [
        'staff.added',
        'staff.added',
        'staff.role_changed',
        'api_key.created',
        'staff.disabled',
        'staff.enabled',
        'staff.role_changed',
      ],
    );
    await assert.rejects(
      run((tx) => enableStaff(tx, context, 'nobody')),
      refusedWith('customers.unknown_staff'),
    );
  });

  it('who make each other leave at the same moment do not both succeed', async () => {
    const { db } = await freshDatabase();
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
    const ids = [];
    for (const name of ['one', 'two']) {
      const order = {
        name,
        email: `${name}@lantern.example`,
        password: 'correct horse battery',
        emailVerified: true,
      };
      ids.push(await run((tx) => addStaff(tx, context, { ...order, role: 'admin', language: 'en' })));
    }
    const results = await Promise.allSettled(ids.map((id) => run((tx) => disableStaff(tx, context, id))));
    assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  });
});
