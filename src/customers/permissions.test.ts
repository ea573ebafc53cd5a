import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  customerPermissions,
  isPermission,
  permissions,
  permissionsOfRole,
  staffRoles,
  type Permission,
} from './permissions.ts';
import { allow, type Principal } from './principal.ts';

const can = (who: readonly Permission[], what: readonly Permission[]): readonly boolean[] =>
  what.map((one) => who.includes(one));

describe('permissions', () => {
  it('an administrator has all of them, and every other role fewer', () => {
    assert.deepEqual(permissionsOfRole('admin'), Object.keys(permissions));
    assert.equal(
      staffRoles.filter((role) => permissionsOfRole(role).length === Object.keys(permissions).length).length,
      1,
    );
  });

  it('support helps customers but sees no books and changes no prices, policies or colleagues', () => {
    const support = permissionsOfRole('support');
    assert.deepEqual(can(support, ['customers:write', 'numbers:write', 'refunds:write', 'mails:write']), [
      true,
      true,
      true,
      true,
    ]);
    assert.deepEqual(
      can(support, [
        'ledger:read',
        'wallet:write',
        'payments:write',
        'stock:write',
        'policy:write',
        'staff:write',
        'audit:read',
      ]),
      [false, false, false, false, false, false, false],
    );
  });

  it('finance settles payments and reads the books but does not touch numbers or customers', () => {
    const finance = permissionsOfRole('finance');
    assert.deepEqual(can(finance, ['payments:write', 'wallet:write', 'ledger:read', 'audit:read']), [
      true,
      true,
      true,
      true,
    ]);
    assert.deepEqual(can(finance, ['numbers:write', 'customers:write', 'policy:write', 'staff:write']), [
      false,
      false,
      false,
      false,
    ]);
  });

  it('a customer reaches nothing that is about others', () => {
    assert.deepEqual(customerPermissions, [
      'account:read',
      'account:write',
      'numbers:read',
      'numbers:write',
      'messages:read',
      'messages:write',
      'calls:read',
      'calls:write',
      'registrations:read',
      'registrations:write',
      'wallet:read',
      'payments:read',
      'payments:write',
      'refunds:read',
      'refunds:write',
      'mails:read',
      'webhooks:read',
      'webhooks:write',
    ]);
  });

  it('what is not in the table is no permission, also when every object has it', () => {
    assert.deepEqual(['numbers:read', 'numbers:fly', 'toString', ''].map(isPermission), [
      true,
      false,
      false,
      false,
    ]);
  });

  it('a caller may do what its scopes name', () => {
    const principal: Principal = {
      kind: 'customer',
      customerId: 'c',
      userId: null,
      apiKeyId: 'k',
      scopes: ['wallet:read'],
    };
    assert.equal(allow(principal, 'wallet:read'), true);
    assert.equal(allow(principal, 'numbers:read'), false);
  });
});
