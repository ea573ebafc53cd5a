import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';
import { until } from '../support/until-done.ts';

const number = '+390612345670';
const italian = { headers: { 'accept-language': 'it' } };

describe('a new version of the policy', () => {
  let shop: TestApp;
  beforeEach(async () => {
    shop = await testApp();
    // Whoever comes at the instant of an announcement accepts what is announced.
    await shop.moveTo('2022-03-10T10:00');
    await shop.customer.post('/v1/payments', { processor: 'paypal', amount: '40.00' });
    await shop.settle();
  });
  afterEach(() => shop.close());

  const draft = async (inForceFrom: string, parameters: object): Promise<number> => {
    const { status, body, text } = await shop.admin.post('/v1/policy/versions', { inForceFrom, parameters });
    assert.equal(status, 201, text);
    return body.id;
  };
  const publish = async (inForceFrom: string, parameters: object): Promise<number> => {
    const id = await draft(inForceFrom, parameters);
    const { status, text } = await shop.admin.post(`/v1/policy/versions/${id}/publish`);
    assert.equal(status, 200, text);
    await shop.settle();
    return id;
  };
  const held = async (own = number): Promise<Reply['body']> =>
    (await shop.customer.get(`/v1/numbers/${own}`)).body;

  it('is announced to every customer with what changes, in words', async () => {
    await shop.customer.patch('/v1/account', { language: 'it' });
    const id = await publish('2022-04-20', { quarantineDays: 20 });
    const [mail] = (await shop.customer.get('/v1/mails?about=policy_announced')).body.items;
    assert.match(mail.body, /Un numero cancellato si può recuperare per 20 giorni invece di 34\./);
    const [other] = (await shop.other.get('/v1/mails?about=policy_announced')).body.items;
    assert.match(other.body, /A cancelled number can be restored for 20 days instead of 34\./);
    const { body } = await shop.visitor.get(`/v1/policy/versions/${id}/changes`, italian);
    assert.deepEqual(body, {
      versionId: id,
      sinceVersionId: 1,
      changes: [
        {
          parameter: 'quarantineDays',
          clause: 'C3',
          before: 34,
          after: 20,
          text: 'Un numero cancellato si può recuperare per 20 giorni invece di 34.',
        },
      ],
    });
    assert.deepEqual((await shop.visitor.get('/v1/policy/versions/1/changes')).body.sinceVersionId, null);
    // A draft's changes are for those who may write it.
    const secret = await draft('2022-06-01', { quarantineDays: 10 });
    assert.equal((await shop.visitor.get(`/v1/policy/versions/${secret}/changes`)).status, 404);
    const seen = await shop.admin.get(`/v1/policy/versions/${secret}/changes?since=1`);
    assert.deepEqual([seen.body.changes[0].before, seen.body.changes[0].after], [34, 10]);
  });

  it('waits on the account to be accepted, and buying accepts what is in force', async () => {
    const pending = async () =>
      (await shop.customer.get('/v1/account')).body.pendingPolicies.map(
        (one: { policyVersionId: number }) => one.policyVersionId,
      );
    const accepted = async () =>
      (await shop.customer.get('/v1/account')).body.acceptances.map(
        (one: { policyVersionId: number }) => one.policyVersionId,
      );
    assert.deepEqual(await pending(), []);
    const id = await publish('2022-04-20', { quarantineDays: 20 });
    assert.deepEqual([await pending(), await accepted()], [[id], [1]]);
    // Before its first day, buying accepts the one that is in force then: nothing new.
    await shop.customer.post('/v1/numbers', { number });
    assert.deepEqual([await pending(), await accepted()], [[id], [1]]);
    await shop.moveTo('2022-04-20T09:00');
    // Staff who buy for a customer do not accept in its name.
    await shop.support.post(`/v1/numbers?customer=${shop.customer.id}`, { number: '+390612345672' });
    assert.deepEqual(await pending(), [id]);
    assert.equal((await shop.customer.post('/v1/numbers', { number: '+390612345671' })).status, 201);
    assert.deepEqual([await pending(), await accepted()], [[], [1, id]]);
    // A version that another one has replaced is not waited for.
    await publish('2022-06-01', { quarantineDays: 21 });
    const last = await publish('2022-07-01', { quarantineDays: 22 });
    await shop.moveTo('2022-07-01T09:00');
    assert.deepEqual(await pending(), [last]);
    await shop.customer.post('/v1/account/acceptances', { policyVersionId: last });
    assert.deepEqual(await pending(), []);
  });

  it('applies to a number from its next renewal, and not when it is not renewed', async () => {
    for (const own of [number, '+390612345671']) await shop.customer.post('/v1/numbers', { number: own });
    await publish('2022-04-09', { quarantineDays: 20 });
    await shop.customer.patch(`/v1/numbers/${number}`, { renewal: false });
    // In force for a day when they fall due: the first one was paid under the old version and is cancelled, the other renewed under the new.
    await shop.moveTo('2022-04-10T09:00');
    assert.deepEqual([(await held()).state, (await held()).restorableUntil], ['quarantined', '2022-05-14']);
    await shop.customer.patch('/v1/numbers/+390612345671', { renewal: false });
    await shop.moveTo('2022-05-10T09:00');
    const second = await held('+390612345671');
    assert.deepEqual([second.state, second.restorableUntil], ['quarantined', '2022-05-30']);
    const { rows } = await shop.database.pool.query(
      'select from_month, policy_version_id from numbers.rental_period order by rental_id, from_month',
    );
    assert.deepEqual(
      rows.map((row) => [row.from_month, row.policy_version_id]),
      [
        [0, 1],
        [0, 1],
        [1, 2],
      ],
    );
  });

  it('decides about who leaves from its first day on, and old decisions stay explained as they were', async () => {
    const leave = async (amount: string) =>
      (await shop.customer.post('/v1/refunds', { for: 'credit', amount })).body;
    const before = await leave('10.00');
    assert.deepEqual([before.decision.policyVersionId, before.decision.retained], [1, '1.71']);
    const told = (await shop.customer.get(`/v1/refunds/${before.id}`)).text;
    await publish('2022-04-20', { retainedFees: 'proportional', refundableDays: { paypal: 20 } });
    await shop.settle();
    await shop.moveTo('2022-04-19T23:59');
    assert.equal((await shop.customer.get('/v1/quote?for=credit')).body.decision.policyVersionId, 1);
    await shop.moveTo('2022-04-20T00:00');
    const after = await leave('10.00');
    assert.equal(after.decision.policyVersionId, 2);
    assert.deepEqual(
      after.decision.payouts.map((one: { method: string }) => one.method),
      ['manual'],
    );
    assert.equal((await shop.customer.get(`/v1/refunds/${before.id}`)).text, told);
  });
});

describe('a preview of a draft', () => {
  let shop: TestApp;
  beforeEach(async () => {
    shop = await testApp();
  });
  afterEach(() => shop.close());

  const story = (policy: string) => `title: A number that is not paid for
${policy}numbers: [{number: "+390612345678", country: IT, city: Rome, monthly: "4.00"}]
start: 2022-03-10T09:00
story:
  - signUp: {customer: ada}
  - topUp: {customer: ada, amount: "4.00", via: bank}
  - buy: {customer: ada, number: "+390612345678"}
  - at: 2022-04-10T12:00
  - expect: {number: "+390612345678", state: quarantined}
  - expect: {number: "+390612345678", restorableUntil: 2022-05-14}
`;

  it('plays stories under both policies and keeps where they part', async () => {
    const { admin } = shop;
    const order = { inForceFrom: '2022-06-01', parameters: { quarantineDays: 20 } };
    const { id } = (await admin.post('/v1/policy/versions', order)).body;
    const url = `/v1/policy/versions/${id}/previews`;
    const stories = [
      { name: 'plain', text: story('') },
      { name: 'its own', text: story('operator: {policy: {quarantineDays: 34}}\n') },
      { name: 'wrong', text: 'title: x\nstart: never\nstory: []\n' },
    ];
    const requested = await admin.post(url, { stories });
    assert.deepEqual([requested.status, requested.body.state], [202, 'running']);
    assert.equal((await admin.post(url, { stories })).body.code, 'policy.preview_under_way');
    const preview = async () => (await admin.get(`/v1/policy/previews/${requested.body.id}`)).body;
    await until('the preview has ended', async () => (await preview()).state !== 'running', 100);
    const { state, done, total, failure, result } = await preview();
    assert.deepEqual([state, done, total, failure], ['finished', 3, 3, null]);
    assert.deepEqual(
      result.map((one: { file: string; outcome: string }) => [one.file, one.outcome]),
      [
        ['plain', 'differs'],
        ['its own', 'same'],
        ['wrong', 'unreadable'],
      ],
    );
    assert.deepEqual(result[0].steps, [
      {
        index: 5,
        at: '2022-04-10T12:00',
        verb: 'expect',
        expected: { restorableUntil: '2022-05-14' },
        inForce: { passed: true, actual: { restorableUntil: '2022-05-14' } },
        draft: { passed: false, actual: { restorableUntil: '2022-04-30' } },
      },
    ]);
    assert.equal((await admin.get(url)).body.items.length, 1);
    assert.equal(
      (await admin.get('/v1/policy/previews/0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f')).body.code,
      'policy.unknown_preview',
    );
  });

  it('whose process died counts as failed, and keeps nobody from the next one', async () => {
    const { admin } = shop;
    const { id } = (await admin.post('/v1/policy/versions', { inForceFrom: '2022-06-01' })).body;
    await shop.database.pool.query(
      `insert into policy.preview (id, version_id, parameters, base_version_id, base_parameters, requested_at, requested_by, seen_at)
       values ('0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f', $1, '{}', 1, '{}', '2022-03-10T07:00Z', 'somebody', '2022-03-10T07:50Z')`,
      [id],
    );
    const { status, body } = await admin.post(`/v1/policy/versions/${id}/previews`, {
      stories: [{ name: 'plain', text: story('') }],
    });
    assert.equal(status, 202);
    const dead = (await admin.get('/v1/policy/previews/0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f')).body;
    assert.deepEqual(
      [dead.state, dead.failure],
      ['failed', 'the process that played the stories did not come back'],
    );
    await until(
      'the preview has ended',
      async () => (await admin.get(`/v1/policy/previews/${body.id}`)).body.state === 'finished',
      100,
    );
  });
});
