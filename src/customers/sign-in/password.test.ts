import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, verifyPassword } from './password.ts';

describe('a password hash', () => {
  it('knows its password, however its letters are composed, and no other', async () => {
    const hash = await hashPassword('caffè del mare');
    assert.equal(await verifyPassword(hash, 'caffe\u0300 del mare'), true);
    assert.equal(await verifyPassword(hash, 'caffe del mare'), false);
    assert.notEqual(hash, await hashPassword('caffè del mare'));
    assert.equal(await verifyPassword('not a hash', 'x'), false);
  });
});
