import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { rowsOf } from '../support/number-shop.ts';
import { testApp, type TestApp } from '../support/app.ts';

const number = '+390612345670';

const openWorld = async (): Promise<TestApp> => {
  const world = await testApp();
  await world.customer.post('/v1/payments', { processor: 'card', amount: '8.00' });
  await world.settle();
  await world.customer.post('/v1/numbers', { number });
  return world;
};

describe('a code that a provider sends', () => {
  let world: TestApp;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const send = async (text: string, to = number): Promise<void> => {
    await world.customer.post('/v1/sandbox/messages', { to, from: 'Zadarma', text });
    await world.settle();
  };
  const start = async (): Promise<string> => {
    const begun = await world.customer.post(`/v1/numbers/${number}/verifications`, { provider: 'Zadarma' });
    assert.equal(begun.status, 201, begun.text);
    assert.deepEqual([begun.body.state, begun.body.caught], ['awaited', []]);
    return begun.body.id;
  };
  const look = async (id: string) => (await world.customer.get(`/v1/verifications/${id}`)).body;
  const codes = async (id: string): Promise<readonly (string | null)[]> =>
    (await look(id)).caught.map((one: { code: string | null }) => one.code);

  it('is caught while it is awaited, and shown to the customer alone', async () => {
    await send('Your code is 1111');
    const id = await start();
    await send('Zadarma: your verification code is 4831');
    const { state, caught, provider } = await look(id);
    assert.deepEqual(
      [state, provider, caught.length, caught[0].code, caught[0].from, caught[0].way],
      ['caught', 'Zadarma', 1, '4831', 'Zadarma', 'sms'],
    );
    const staff = (await world.support.get(`/v1/verifications/${id}`)).body;
    assert.deepEqual([staff.state, staff.caught[0].code], ['caught', null]);
    // A second one makes the first worthless; a message without a code says so.
    await send('Zadarma: your verification code is 7390');
    await send('Welcome to Zadarma!');
    assert.deepEqual(await codes(id), [null, '7390', '4831']);
    const [newest] = (await world.customer.get(`/v1/verifications?number=${encodeURIComponent(number)}`)).body
      .items;
    assert.equal(newest.id, id);
  });

  it('is caught once from a long message, and needs no acknowledgement of anything', async () => {
    const id = await start();
    await send(`Your verification code is 482913. ${'Please read our terms. '.repeat(20)}`);
    assert.deepEqual(await codes(id), ['482913']);
  });

  it('is not caught when the next is awaited, when it is closed, or when the time is over', async () => {
    const first = await start();
    const second = await start();
    await send('Your code is 2222');
    assert.deepEqual(
      [(await look(first)).state, await codes(first), await codes(second)],
      ['closed', [], ['2222']],
    );
    const closed = await world.customer.delete(`/v1/verifications/${second}`);
    assert.equal(closed.body.state, 'closed');
    await send('Your code is 3333');
    assert.deepEqual(await codes(second), ['2222']);
    const late = await start();
    await world.moveTo('2022-03-10T09:15');
    assert.equal((await look(late)).state, 'expired');
    await send('Your code is 4444');
    assert.deepEqual(await codes(late), []);
  });

  it('is heard in a call, which is then answered and not forwarded; the next one is forwarded again', async () => {
    const call = async (says: string, types = '') =>
      (
        await world.customer.post('/v1/sandbox/verification-calls', {
          to: number,
          from: '+441632960001',
          says,
          types,
        })
      ).body;
    assert.deepEqual((await call('Your code is 1 1 1 1')).isCaught, false);
    const begun = await world.customer.post(`/v1/numbers/${number}/verifications`, { calls: true });
    const { id } = begun.body;
    assert.deepEqual((await call('Hello?')).isCaught, true);
    assert.deepEqual(await codes(id), [null]);
    const heard = await call('Your code is four, eight, two, nine. Again: four, eight, two, nine.');
    assert.deepEqual([heard.isCaught, await codes(id)], [true, ['4829', null]]);
    const [{ way, from, sourceId }] = (await look(id)).caught;
    assert.deepEqual([way, from, sourceId], ['call', '+441632960001', heard.callId]);
    assert.deepEqual((await call('Your code is 7 7 7 7')).isCaught, false);
    const typed = await world.customer.post(`/v1/numbers/${number}/verifications`, { calls: true });
    await call('', '5821#');
    assert.deepEqual(await codes(typed.body.id), ['5821']);
    // It cost nothing.
    await world.settle();
    assert.equal((await world.customer.get('/v1/wallet')).body.credit, '4.00');
    const closed = await world.customer.post(`/v1/numbers/${number}/verifications`, { calls: true });
    await world.customer.delete(`/v1/verifications/${closed.body.id}`);
    assert.deepEqual((await call('Your code is 8 8 8 8')).isCaught, false);
    const nobody = await world.customer.post('/v1/sandbox/verification-calls', {
      to: '+390699999999',
      from: 'x',
    });
    assert.equal(nobody.body.isCaught, false);
  });

  it('is forgotten after a day', async () => {
    const id = await start();
    await send('Your code is 5555');
    await world.moveTo('2022-03-11T09:15');
    await world.settle();
    assert.deepEqual(await codes(id), [null]);
    const { rows } = await sql`select 1 from caller_id.caught where code is not null`.execute(
      world.database.db,
    );
    assert.equal(rows.length, 0);
  });

  it('is not awaited at a number that does not work, or is not there', async () => {
    const elsewhere = await world.customer.post('/v1/numbers/+390612345675/verifications', {});
    assert.deepEqual([elsewhere.status, elsewhere.body.code], [404, 'numbers.not_yours']);
    const unknown = await world.customer.get('/v1/verifications/0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f');
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'caller_id.unknown_verification']);
    await world.customer.patch(`/v1/numbers/${number}`, { renewal: false });
    await world.moveTo('2022-04-10T09:00');
    const cancelled = await world.customer.post(`/v1/numbers/${number}/verifications`, {});
    assert.equal(cancelled.body.code, 'numbers.quarantined');
  });
});

describe('a certificate', () => {
  let world: TestApp;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const issue = async () => {
    const issued = await world.customer.post(`/v1/numbers/${number}/certificates`);
    assert.equal(issued.status, 201, issued.text);
    return issued.body;
  };
  const check = (code: string) => world.visitor.get(`/v1/certificates/${encodeURIComponent(code)}`);
  const pdf = async (code: string): Promise<string> => {
    const reply = await world.customer.get(`/v1/certificates/${code}/document`, {
      headers: { accept: 'application/pdf' },
    });
    assert.deepEqual([reply.status, reply.headers['content-type']], [200, 'application/pdf']);
    return reply.text;
  };

  it('says who holds the number since when, to anyone who has its code, however they type it', async () => {
    const issued = await issue();
    assert.match(issued.code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    assert.equal(issued.url, `http://localhost:8080/v1/certificates/${issued.code}`);
    const checked = await check(issued.code);
    assert.deepEqual(checked.body, {
      code: issued.code,
      state: 'valid',
      number,
      heldSince: '2022-03-10',
      issuedOn: '2022-03-10',
      operator: 'Lantern Numbers',
      revokedAt: null,
      holder: 'Ada',
    });
    const typed = issued.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    assert.deepEqual((await check(typed)).body, checked.body);
  });

  it('that we did not issue is answered alike, whatever was typed', async () => {
    for (const code of ['7F3K-9QXC-0M2V-HT8W', 'nonsense', "' or 1=1", '🎁']) {
      const { status, body } = await check(code);
      assert.deepEqual(
        [status, body.code, body.data],
        [404, 'caller_id.unknown_certificate', undefined],
        code,
      );
    }
  });

  it('is a PDF in the language of its holder, the same bytes each time', async () => {
    await world.customer.patch('/v1/account', {
      language: 'it',
      name: '#set page(fill: red) *Ada* "Rossi" \\ <x>',
    });
    const { code, language } = await issue();
    assert.equal(language, 'it');
    const document = await pdf(code);
    assert.match(document, /^%PDF-1\./);
    assert.match(document, /Certificato di un numero di telefono/);
    assert.equal(await pdf(code), document);
    // A name for which there is no font here.
    await world.customer.patch('/v1/account', { name: '王小明' });
    assert.match(await pdf((await issue()).code), /^%PDF-1\./);
    const json = await world.customer.get(`/v1/certificates/${code}/document`);
    assert.equal(json.body.code, code);
  });

  it('is revoked by its holder, for good, and then names nobody', async () => {
    const { code } = await issue();
    const revoked = await world.customer.delete(`/v1/certificates/${code}`);
    assert.deepEqual([revoked.body.state, revoked.body.revokedBecause], ['revoked', 'by_holder']);
    assert.equal(
      (await world.customer.delete(`/v1/certificates/${code}`)).body.revokedAt,
      revoked.body.revokedAt,
    );
  });

  it('never changes, except that it is revoked once', async () => {
    const { db } = world.database;
    const refused = (statement: string) => assert.rejects(sql.raw(statement).execute(db), { code: 'RF002' });
    await refused(`update caller_id.certificate set holder = 'Eve'`);
    await refused(
      `update caller_id.certificate set revoked_at = null, revoked_because = null where revoked_at is not null`,
    );
    await refused(`delete from caller_id.certificate`);
    await refused(`truncate caller_id.certificate`);
  });

  it('is revoked when the number is cancelled; a restored number gets a new one', async () => {
    const { code } = await issue();
    await world.customer.patch(`/v1/numbers/${number}`, { renewal: false });
    await world.moveTo('2022-04-10T00:00');
    const of = async (wanted: string) =>
      (await world.customer.get('/v1/certificates')).body.items.find(
        (item: { code: string }) => item.code === wanted,
      );
    const { state, revokedAt, revokedBecause } = await of(code);
    assert.deepEqual(
      [state, revokedAt, revokedBecause],
      ['revoked', '2022-04-09T22:00:00.000Z', 'number_cancelled'],
    );
    const none = await world.customer.post(`/v1/numbers/${number}/certificates`);
    assert.equal(none.body.code, 'numbers.quarantined');
    await world.moveTo('2022-04-20T09:00');
    await world.customer.post(`/v1/numbers/${number}/restore`);
    const renewed = await issue();
    assert.deepEqual(
      [renewed.state, renewed.heldSince, renewed.issuedOn],
      ['valid', '2022-03-10', '2022-04-20'],
    );
    assert.equal((await of(code)).state, 'revoked');
    assert.equal((await of(renewed.code)).state, 'valid');
  });

  it('is worth nothing between the loss of its number and the revocation', async () => {
    const { code } = await issue();
    await rowsOf(world.database.db, `update numbers.rental set state = 'suspended' where e164 = '${number}'`);
    const { items } = (await world.customer.get('/v1/certificates')).body;
    assert.equal(items.find((item: { code: string }) => item.code === code).state, 'suspended');
    await rowsOf(world.database.db, `update numbers.rental set state = 'active' where e164 = '${number}'`);
  });

  it('can be checked only so often', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 31; count += 1) statuses.add((await check('7F3K-9QXC-0M2V-HT8W')).status);
    assert(statuses.has(429));
  });
});
