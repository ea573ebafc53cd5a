// Which addresses a webhook may go to. A customer names the URL and we make the request from inside the operator's network: without these
// rules anybody could have us ask the operator's own machines.
import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** public: https to public addresses. loopback: also http, and this machine: the demonstration and tests. */
export type Reach = 'public' | 'loopback';

/** What is wrong with a URL; null: nothing that can be told without asking. */
export type UrlProblem = 'not_a_url' | 'not_https' | 'has_credentials' | 'not_public';

// IANA's special-purpose registries, as far as they are not reachable from everywhere.
const private4 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  private4.addSubnet(net, bits, 'ipv4');

// Of IPv6 only what is given out to be reached is allowed, without what carries an IPv4 address or is for documents.
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const notGlobal6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notGlobal6.addSubnet(net, bits, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a webhook may go to this IP address. @source RFC 6890, RFC 8190 */
export const mayReach = (address: string, reach: Reach): boolean => {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (reach === 'loopback' && loopback.check(address, type)) return true;
  return family === 4
    ? !private4.check(address, type)
    : global6.check(address, type) && !notGlobal6.check(address, type);
};

/** What is wrong with a URL before anything is asked of the network. */
export const problemOf = (url: string, reach: Reach): UrlProblem | null => {
  const parsed = URL.parse(url);
  if (parsed === null || url.length > 2_000 || !/^https?:$/.test(parsed.protocol)) return 'not_a_url';
  if (parsed.username !== '' || parsed.password !== '') return 'has_credentials';
  const host = hostOf(parsed);
  const isLocal = host === 'localhost' || host.endsWith('.localhost');
  const isAllowed = isIP(host) !== 0 ? mayReach(host, reach) : !isLocal || reach === 'loopback';
  if (!isAllowed) return 'not_public';
  return parsed.protocol === 'http:' && reach === 'public' ? 'not_https' : null;
};

/** Without the brackets of an IPv6 address. The URL parser has already made one form of `127.1` and `0x7f000001`. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();

/** Why a connection was not made. */
export class ForbiddenAddress extends Error {}

/**
 * Resolves a name as connections do, and gives only addresses that may be reached: the connection is made to what was checked, whatever
 * the name resolves to a moment later.
 */
export const checkedLookup =
  (reach: Reach, resolve: typeof resolveName = resolveName): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => mayReach(address, reach));
      const first = allowed[0];
      if (first === undefined)
        return callback(new ForbiddenAddress(`${hostname} resolves to no public address`), []);
      if (options.all === true) return callback(null, [...allowed]);
      return callback(null, first.address, first.family);
    });
  };
