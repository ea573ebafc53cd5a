import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { permissions, permissionsOfRole, staffRoles, type Permission } from '#customers';
import type { Endpoint } from '../../src/doors/api/endpoint.ts';
import type { Caller, Reply } from '../support/app.ts';
import { accessWorld, reservable, type AccessCase, type AccessWorld } from './access-cases.ts';

/** The permissions with which customers, and staff, may use an endpoint. */
const neededBy = (endpoint: Endpoint): { customer: Permission | null; staff: Permission } => {
  const permission = endpoint.permission!;
  const isForCustomers = permissions[permission].customer && endpoint.staffOnly !== true;
  return { customer: isForCustomers ? permission : null, staff: endpoint.staffPermission ?? permission };
};

const ask = (caller: Caller, endpoint: Endpoint, one: AccessCase, extraQuery = ''): Promise<Reply> => {
  const path = endpoint.url.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(one.path?.[name] ?? ''),
  );
  const query = [one.query, extraQuery].filter(Boolean).join('&');
  const url = query === '' ? path : `${path}?${query}`;
  const extras = one.contentType === undefined ? {} : { headers: { 'content-type': one.contentType } };
  return caller.ask(endpoint.method, url, one.body, extras);
};

const expectRefusal = (reply: Reply, status: number, code: string, what: string): void => {
  assert.equal(reply.status, status, `${what}: ${reply.text}`);
  assert.equal(reply.body.code, code, what);
};

describe('who may do what over the API:', () => {
  let world: AccessWorld;
  let guarded: readonly Endpoint[];

  const forEach = async (check: (endpoint: Endpoint, one: AccessCase) => Promise<void>): Promise<void> => {
    for (const endpoint of guarded) await check(endpoint, world.cases[endpoint.operationId]!);
  };

  before(async () => {
    world = await accessWorld();
    guarded = world.api.endpoints.filter(({ permission }) => permission !== null);
  });
  after(() => world.close());

  it('every endpoint that is not open to everybody has a case here, and no case is left over', () => {
    const missing = guarded.map(({ operationId }) => operationId).filter((name) => !(name in world.cases));
    assert.deepEqual(missing, [], 'add cases for new endpoints to access-cases.ts');
    const known = new Set(guarded.map(({ operationId }) => operationId));
    const gone = Object.keys(world.cases).filter((name) => !known.has(name));
    assert.deepEqual(gone, []);
  });

  it('only these endpoints are open to everybody', () => {
    const open = world.api.endpoints.filter(({ permission }) => permission === null);
    assert.deepEqual(open.map(({ operationId }) => operationId).toSorted(), [
      'checkCertificate',
      'getClock',
      'getHealth',
      'getOperator',
      'getPolicy',
      'getPolicyChanges',
      'getPolicyVersion',
      'getRate',
      'getRequirements',
      'getService',
      'getSunset',
      'getVoipProvider',
      'listCities',
      'listCountries',
      'listEventTypes',
      'listIncidents',
      'listPolicyVersions',
      'listServices',
      'listSunsets',
      'listVoipProviders',
      'receiveEvent',
      'searchNumbers',
      'signUp',
    ]);
  });

  it('without credentials every other endpoint is refused', () =>
    forEach(async (endpoint, one) => {
      const wrong = world.callerWith({ authorization: `Bearer rf_live_${'x'.repeat(43)}` });
      const forged = world.callerWith({ cookie: 'ringfence.session_token=forged.signature' });
      for (const caller of [world.visitor, wrong, forged]) {
        const reply = await ask(caller, endpoint, one);
        expectRefusal(reply, 401, 'api.unauthenticated', endpoint.operationId);
      }
    }));

  it('without credentials nothing is told of a request that is wrong', async () => {
    const reply = await world.visitor.post('/v1/numbers', '{broken');
    expectRefusal(reply, 401, 'api.unauthenticated', 'a broken body');
  });

  it('a customer is refused what only staff may do', () =>
    forEach(async (endpoint, one) => {
      if (neededBy(endpoint).customer !== null) return;
      expectRefusal(await ask(world.customer, endpoint, one), 403, 'api.forbidden', endpoint.operationId);
    }));

  it('a member of staff is refused what the role does not have', async () => {
    let refused = 0;
    await forEach(async (endpoint, one) => {
      const needed = neededBy(endpoint).staff;
      for (const role of staffRoles) {
        if (permissionsOfRole(role).includes(needed)) continue;
        refused += 1;
        const reply = await ask(world[role], endpoint, one, customerNamed(world, endpoint, one));
        expectRefusal(reply, 403, 'api.forbidden', `${endpoint.operationId} by ${role}`);
      }
    });
    assert(refused > 30, `${refused} pairs of role and endpoint`);
  });

  it('a key is refused what its scopes do not name', async () => {
    const all = Object.keys(permissions) as Permission[];
    const without = new Map<string, Caller>();
    const keyWithout = async (kind: 'customer' | 'staff', needed: Permission): Promise<Caller> => {
      const name = `${kind} ${needed}`;
      const known = without.get(name);
      if (known !== undefined) return known;
      const owner = kind === 'customer' ? { customerId: world.customer.id } : { staffId: world.admin.id };
      const key = await world.keyWith(
        owner,
        all.filter((one) => one !== needed),
      );
      without.set(name, key);
      return key;
    };
    await forEach(async (endpoint, one) => {
      const needed = neededBy(endpoint);
      if (needed.customer !== null) {
        const key = await keyWithout('customer', needed.customer);
        const reply = await ask(key, endpoint, one);
        expectRefusal(reply, 403, 'api.forbidden', `${endpoint.operationId} by a key without its scope`);
      }
      const key = await keyWithout('staff', needed.staff);
      const reply = await ask(key, endpoint, one);
      expectRefusal(
        reply,
        403,
        'api.forbidden',
        `${endpoint.operationId} by a key of staff without its scope`,
      );
    });
  });

  it('another customer gets nothing of a customer’s, and cannot touch it', async () => {
    let named = 0;
    await forEach(async (endpoint, one) => {
      if (neededBy(endpoint).customer === null) return;
      const what = `${endpoint.operationId} by another customer`;
      if (takesCustomer(endpoint)) {
        const reply = await ask(world.other, endpoint, one, `customer=${world.customer.id}`);
        expectRefusal(reply, 404, 'api.not_found', what);
        named += 1;
      }
      const reply = await ask(world.other, endpoint, harmless(endpoint, one));
      const mine = world.belongings.filter(
        (belonging) => reply.status < 400 && reply.text.includes(belonging),
      );
      assert.deepEqual(mine, [], what);
      if (one.path !== undefined && !isAboutStock(endpoint))
        assert.equal(reply.status, 404, `${what}: ${reply.text}`);
    });
    assert(named > 20, `${named} endpoints take ?customer=`);
  });

  it('who may do it gets an answer', () =>
    forEach(async (endpoint, one) => {
      const reply = await ask(world[one.by], endpoint, one);
      assert.equal(reply.status, one.status ?? endpoint.status, `${endpoint.operationId}: ${reply.text}`);
    }));

  it('staff must say whose things they mean, and are told when there is no such customer', async () => {
    expectRefusal(await world.support.get('/v1/wallet'), 422, 'api.customer_required', 'no customer');
    const nobody = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    expectRefusal(
      await world.support.get(`/v1/wallet?customer=${nobody}`),
      404,
      'customers.unknown',
      'an unknown customer',
    );
    assert.equal((await world.support.get(`/v1/wallet?customer=${world.customer.id}`)).status, 200);
  });
});

const takesCustomer = ({ query }: Endpoint): boolean =>
  query !== undefined && 'customer' in (query as unknown as { shape: object }).shape;

const customerNamed = (world: AccessWorld, endpoint: Endpoint, one: AccessCase): string =>
  takesCustomer(endpoint) && one.query === undefined ? `customer=${world.customer.id}` : '';

/** A number for sale is everybody's to reserve. */
const isAboutStock = ({ operationId }: Endpoint): boolean =>
  operationId === 'reserveNumber' || operationId === 'releaseNumber';

/** The other customer must not take what the owner's own request is about to take. */
const harmless = (endpoint: Endpoint, one: AccessCase): AccessCase => {
  const { operationId } = endpoint;
  if (isAboutStock(endpoint)) return { ...one, path: { number: reservable.other } };
  if (operationId === 'addUser')
    return { ...one, body: { name: 'X', email: 'x@example.net', password: 'quite a long password' } };
  return one;
};
