import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testApp, type Reply, type TestApp } from '../support/app.ts';
import { smallPdf, smallPng } from '../support/registrations.ts';

const madrid = '+34910000001';
const pdf = { headers: { 'content-type': 'application/pdf' } };

const ok = ({ status, body, text }: Reply) => {
  assert(status < 300, text);
  return body;
};

describe('a number that needs documents, over the API:', () => {
  let world: TestApp;
  let registrationId: string;
  const url = (rest = ''): string => `/v1/registrations/${registrationId}${rest}`;
  const upload = async (kind: string, issuedOn = '2022-03-01'): Promise<string> =>
    ok(
      await world.customer.post(
        `/v1/documents?kind=${kind}&issuedOn=${issuedOn}`,
        smallPdf(kind).toString('latin1'),
        pdf,
      ),
    ).id;

  before(async () => {
    world = await testApp();
    ok(await world.customer.post('/v1/payments', { processor: 'bank', amount: '20.00' }));
    await world.settle();
    assert.equal(ok(await world.customer.post('/v1/numbers', { number: madrid })).state, 'registering');
    registrationId = ok(await world.customer.get('/v1/registrations')).items[0].id;
  });
  after(() => world.close());

  it('says what it asks for, to everybody and in their language', async () => {
    const { body } = await world.visitor.get('/v1/registration-requirements?country=ES&kind=local', {
      headers: { 'accept-language': 'es' },
    });
    assert.deepEqual(body.documents, [
      { name: 'identity_document', text: 'documento de identidad o pasaporte', maxAgeDays: null },
      {
        name: 'proof_of_address',
        text: 'justificante de domicilio, por ejemplo una factura de suministros',
        maxAgeDays: 90,
      },
    ]);
    assert.equal(body.retentionDays, 180);
  });

  it('lists all that is missing, and refuses to be handed in with the same list', async () => {
    const { missing, deadline } = ok(await world.customer.get(url()));
    assert.equal(deadline, '2022-04-08T22:00:00.000Z');
    assert.deepEqual(
      missing.map(
        ({ requirement, what, fault }: Record<string, string>) => `${requirement} ${what} ${fault}`,
      ),
      [
        'identity  missing',
        'address  missing',
        'document identity_document missing',
        'document proof_of_address missing',
      ],
    );
    const refused = await world.customer.post(url('/submission'));
    assert.equal(refused.body.code, 'compliance.incomplete');
    assert.equal(refused.body.data.missing.length, 4);
  });

  it('takes no file that is something else than it says, and none that is too large', async () => {
    const send = (payload: string | Buffer, type: string) =>
      world.api.inject({
        method: 'POST',
        url: '/v1/documents?kind=identity_document',
        headers: { authorization: `Bearer ${world.customer.secret}`, 'content-type': type },
        payload,
      });
    const web = await send('<html><script>alert(1)</script></html>', 'image/png');
    assert.equal(web.json().code, 'compliance.document_not_readable');
    const empty = await send('', 'image/png');
    assert.equal(empty.json().code, 'compliance.document_not_readable');
    const typed = await send('x', 'text/html');
    assert.equal(typed.json().code, 'api.unsupported_media_type');
    const large = await send(Buffer.alloc(10_485_761), 'application/pdf');
    assert.equal(large.json().code, 'compliance.document_too_large');
    const larger = await send(Buffer.alloc(12_000_000), 'application/pdf');
    assert.equal(larger.json().code, 'api.body_too_large');
    // What it is, is read from its bytes.
    const picture = await send(smallPng(), 'application/pdf');
    assert.equal(picture.json().mediaType, 'image/png');
  });

  it('is filled in, handed in, looked at, corrected and approved', async () => {
    const fields = {
      givenNames: 'Ada',
      familyName: 'Lovelace',
      dateOfBirth: '1985-12-10',
      identityDocumentNumber: 'X1',
      taxNumber: '12345678A',
    };
    const identity = ok(await world.customer.post('/v1/identities', { applicant: 'person', fields }));
    const lines = { street: 'Calle Mayor 1', postalCode: '28013', city: 'Madrid', country: 'ES' };
    const address = ok(await world.customer.post('/v1/addresses', lines));
    const documentIds = [await upload('identity_document'), await upload('proof_of_address')];
    const filled = ok(
      await world.customer.patch(url(), { identityId: identity.id, addressId: address.id, documentIds }),
    );
    assert.deepEqual(
      filled.missing.map(({ text }: { text: string }) => text),
      ['tax number: it is not valid; please check it'],
    );
    ok(
      await world.customer.put(`/v1/identities/${identity.id}`, {
        applicant: 'person',
        fields: { ...fields, taxNumber: '12345678Z' },
      }),
    );
    assert.equal(ok(await world.customer.post(url('/submission'))).state, 'submitted');

    const waiting = ok(await world.support.get('/v1/registrations?state=submitted'));
    assert.deepEqual(
      waiting.items.map(({ number }: { number: string }) => number),
      [madrid],
    );
    const seen = await world.support.get(`/v1/documents/${documentIds[0]}/content`);
    assert.deepEqual(
      [seen.status, seen.text, seen.headers['content-type'], seen.headers['cache-control']],
      [200, smallPdf('identity_document').toString('latin1'), 'application/pdf', 'no-store'],
    );
    const noReason = await world.support.post(url('/reviews'), { verdict: 'rejected' });
    assert.equal(noReason.body.code, 'compliance.reason_missing');
    const reasons = [{ reason: 'too_old', document: 'proof_of_address' }];
    ok(await world.support.post(url('/reviews'), { verdict: 'rejected', reasons, note: 'See the date.' }));
    const { reviews, state } = ok(await world.customer.get(url()));
    assert.equal(state, 'rejected');
    assert.deepEqual(
      reviews.map(({ reasons: [one], note }: { reasons: { text: string }[]; note: string }) => [
        one!.text,
        note,
      ]),
      [['proof of address, such as a utility bill: it is too old', 'See the date.']],
    );
    ok(
      await world.customer.patch(url(), { documentIds: [documentIds[0], await upload('proof_of_address')] }),
    );
    ok(await world.customer.post(url('/submission')));
    ok(await world.support.post(url('/reviews'), { verdict: 'approved' }));
    await world.settle();
    const number = ok(await world.customer.get(`/v1/numbers/${madrid}`));
    assert.deepEqual([number.state, number.paidUntil], ['active', '2022-04-10']);
  });

  it('leaves in the audit log who of the staff saw and decided what', async () => {
    const { items } = ok(await world.finance.get(`/v1/audit-log?limit=50`));
    const actions = items.map(({ action }: { action: string }) => action);
    assert.equal(actions.filter((action: string) => action === 'document.seen').length, 1);
    assert.equal(actions.filter((action: string) => action === 'registration.reviewed').length, 2);
  });

  it('deletes all documents when the account is closed', async () => {
    const leaving = await world.newCustomer('Leaving', 'leaving@example.net');
    const sent = await leaving.post(
      '/v1/documents?kind=identity_document',
      smallPdf('id').toString('latin1'),
      pdf,
    );
    ok(await world.support.delete(`/v1/customers/${leaving.id}`));
    const { deletedBecause } = ok(await world.support.get(`/v1/documents/${ok(sent).id}`));
    assert.equal(deletedBecause, 'account_closed');
    const content = await world.support.get(`/v1/documents/${ok(sent).id}/content`);
    assert.equal(content.body.code, 'compliance.document_deleted');
  });
});
