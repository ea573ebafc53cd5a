import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { describe, it } from 'node:test';
import {
  checkedLookup,
  ForbiddenAddress,
  mayReach,
  problemOf,
  type Reach,
  type UrlProblem,
} from './addresses.ts';

describe('an address', () => {
  const cases: readonly [address: string, isPublic: boolean][] = [
    ['93.184.215.14', true],
    ['1.1.1.1', true],
    ['2606:4700:4700::1111', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['127.9.9.9', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['198.18.0.1', false],
    ['203.0.113.9', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:93.184.215.14', false],
    ['64:ff9b::7f00:1', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['2001::1', false],
    ['not an address', false],
  ];
  for (const [address, isPublic] of cases)
    it(`${address} is ${isPublic ? '' : 'not '}called from production`, () =>
      assert.equal(mayReach(address, 'public'), isPublic));

  it('of this machine is called in a demonstration, of its network is not', () => {
    assert.equal(mayReach('127.0.0.1', 'loopback'), true);
    assert.equal(mayReach('::1', 'loopback'), true);
    assert.equal(mayReach('192.168.1.1', 'loopback'), false);
  });
});

describe('a URL', () => {
  const cases: readonly [url: string, reach: Reach, problem: UrlProblem | null][] = [
    ['https://example.net/hook', 'public', null],
    ['https://example.net:8443/hook?a=b', 'public', null],
    ['http://example.net/hook', 'public', 'not_https'],
    ['http://example.net/hook', 'loopback', null],
    ['https://localhost/hook', 'public', 'not_public'],
    ['https://api.localhost/hook', 'public', 'not_public'],
    ['http://localhost:3000/', 'loopback', null],
    ['https://127.0.0.1/', 'public', 'not_public'],
    ['https://127.1/', 'public', 'not_public'],
    ['https://0x7f000001/', 'public', 'not_public'],
    ['https://2130706433/', 'public', 'not_public'],
    ['https://[::1]/', 'public', 'not_public'],
    ['https://[::ffff:10.0.0.1]/', 'public', 'not_public'],
    ['https://169.254.169.254/latest/meta-data', 'public', 'not_public'],
    ['https://user:secret@example.net/', 'public', 'has_credentials'],
    ['ftp://example.net/', 'public', 'not_a_url'],
    ['file:///etc/passwd', 'loopback', 'not_a_url'],
    ['example.net', 'public', 'not_a_url'],
    [`https://example.net/${'a'.repeat(2_000)}`, 'public', 'not_a_url'],
  ];
  for (const [url, reach, problem] of cases)
    it(`${url.slice(0, 60)} is ${problem ?? 'good'} for ${reach}`, () =>
      assert.equal(problemOf(url, reach), problem));
});

describe('a name', () => {
  const resolving = (addresses: readonly string[], reach: Reach = 'public') =>
    new Promise<readonly string[]>((resolve, reject) => {
      const fake = ((_name: string, _options: object, callback: (e: null, all: LookupAddress[]) => void) =>
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )) as never;
      checkedLookup(reach, fake)('example.net', { all: true }, (error, all) =>
        error === null ? resolve((all as LookupAddress[]).map(({ address }) => address)) : reject(error),
      );
    });

  it('leads only to those of its addresses that are public', async () => {
    assert.deepEqual(await resolving(['10.0.0.1', '1.1.1.1', '::1']), ['1.1.1.1']);
  });

  it('that resolves into the operator’s network leads nowhere', async () => {
    await assert.rejects(resolving(['10.0.0.1', '169.254.169.254']), ForbiddenAddress);
    await assert.rejects(resolving(['127.0.0.1']), ForbiddenAddress);
    assert.deepEqual(await resolving(['127.0.0.1'], 'loopback'), ['127.0.0.1']);
  });
});
