import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { isRefusal } from '#platform';
import { faultsOf } from '../../../test/support/books.ts';
import { openShop, rowsOf, type Shop } from '../../../test/support/number-shop.ts';
import { deskOf, illegible, smallPdf } from '../../../test/support/registrations.ts';
import { runChecks } from '#ledger';
import { complianceChecks } from '../checks-store.ts';
import { addAddress, changeAddress, removeAddress } from '../addresses/keep-address.ts';
import { uploadDocument } from '../documents/upload-document.ts';
import { addIdentity, changeIdentity, identitiesOf, removeIdentity } from '../identities/keep-identity.ts';
import { checkRegistration } from './check-registration.ts';
import { fillRegistration } from './fill-registration.ts';
import { submitRegistration } from './submit-registration.ts';
import { describeMissing } from './words.ts';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const number = (index: number): string => `+39061234567${index}`;
const nobody = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';

describe('a registration', () => {
  let shop: Shop;
  let desk: ReturnType<typeof deskOf>;
  let ada: string;
  before(async () => {
    shop = await openShop(
      Array.from({ length: 6 }, (_, index) => ({ e164: number(index), monthly: '4.00', registration: true })),
    );
    desk = deskOf(shop);
    ada = await shop.customer('ada');
    await desk.give('ada', '100.00');
    await shop.customer('bert');
  });

  const person = { givenNames: 'Ada', familyName: 'Rossi', dateOfBirth: '1985-12-10' };
  const identity = (fields: object) =>
    shop.inTx((tx) => addIdentity(tx, shop.as('ada'), { customerId: ada, applicant: 'person', fields }));
  const address = (country: string) =>
    shop.inTx((tx) =>
      addAddress(tx, shop.as('ada'), {
        customerId: ada,
        street: 'Via Roma 1',
        postalCode: '00100',
        city: 'Roma',
        country,
      }),
    );
  const bill = (issuedOn: string) =>
    shop.inTx((tx) =>
      uploadDocument(tx, shop.as('ada'), desk.vault, {
        customerId: ada,
        kind: 'proof_of_address',
        bytes: smallPdf('bill'),
        issuedOn: Temporal.PlainDate.from(issuedOn),
      }),
    );
  const fill = (id: string, what: object) =>
    shop.inTx((tx) => fillRegistration(tx, shop.as('ada'), { customerId: ada, id, ...what }));
  const submit = (id: string) =>
    shop.inTx((tx) => submitRegistration(tx, shop.as('ada'), { customerId: ada, id }));
  const missing = (id: string): Promise<readonly string[]> =>
    shop.inTx(async (tx) =>
      (await checkRegistration(tx, shop.context, { id })).missing.map((one) =>
        [one.requirement, one.what, one.fault].join(' '),
      ),
    );

  it('tells everything that is missing at once, and is refused with the same list', async () => {
    await shop.buy('ada', number(0));
    const id = await desk.idOf(number(0));
    const everything = [
      'identity  missing',
      'address  missing',
      'document identity_document missing',
      'document proof_of_address missing',
    ];
    assert.deepEqual(await missing(id), everything);
    await fill(id, {
      identityId: (await identity({ ...person, dateOfBirth: '2010-01-01', taxNumber: 'RSSMRA85T10A562T' }))
        .id,
      addressId: (await address('FR')).id,
      documentIds: [(await bill('2021-11-01')).id],
    });
    assert.deepEqual(await missing(id), [
      'identity dateOfBirth too_young',
      'identity identityDocumentNumber missing',
      'identity taxNumber not_valid',
      'address country not_in_country',
      'document identity_document missing',
      'document proof_of_address too_old',
    ]);
    await assert.rejects(submit(id), (error: unknown) => {
      assert.ok(isRefusal(error) && error.code === 'compliance.incomplete');
      assert.equal((error.data as { missing: readonly unknown[] }).missing.length, 6);
      assert.match(error.texts.es.detail, /no está completo.*número de identificación fiscal: no es válido/);
      return true;
    });
  });

  it('takes the newest document that does, and a birthday that makes of age counts', async () => {
    const id = await desk.idOf(number(0));
    await fill(id, {
      identityId: (await identity({ ...person, dateOfBirth: '2004-03-10' })).id,
      documentIds: [(await bill('2021-11-01')).id, (await bill('2022-03-01')).id],
    });
    const left = await missing(id);
    assert.ok(!left.some((one) => /dateOfBirth|proof_of_address/.test(one)), left.join());
  });

  it('is filled with the customer’s own things only', async () => {
    const id = await desk.idOf(number(0));
    await assert.rejects(fill(id, { identityId: nobody }), refusedWith('compliance.unknown_identity'));
    await assert.rejects(fill(id, { addressId: nobody }), refusedWith('compliance.unknown_address'));
    await assert.rejects(fill(id, { documentIds: [nobody] }), refusedWith('compliance.unknown_document'));
    await assert.rejects(
      shop.inTx((tx) => submitRegistration(tx, shop.as('bert'), { customerId: shop.id('bert'), id })),
      refusedWith('compliance.unknown_registration'),
    );
  });

  it('in review is not changed, nor is what it uses', async () => {
    await shop.buy('ada', number(1));
    await desk.handIn('ada', number(1));
    const id = await desk.idOf(number(1));
    assert.equal(await desk.state(number(1)), 'submitted');
    await assert.rejects(fill(id, {}), refusedWith('compliance.not_editable'));
    await assert.rejects(submit(id), refusedWith('compliance.not_editable'));
    const [row] = await rowsOf<{ identityId: string; addressId: string }>(
      shop.db,
      `select identity_id, address_id from compliance.registration where id = '${id}'`,
    );
    const { identityId, addressId } = row!;
    const inUse = refusedWith('compliance.in_use');
    const changed = { customerId: ada, id: identityId, applicant: 'person', fields: person } as const;
    await assert.rejects(
      shop.inTx((tx) => changeIdentity(tx, changed)),
      inUse,
    );
    const moved = { street: 'x', postalCode: 'x', city: 'x', country: 'IT' };
    await assert.rejects(
      shop.inTx((tx) => changeAddress(tx, { customerId: ada, id: addressId, ...moved })),
      inUse,
    );
  });

  it('an identity can be changed and removed while nobody looks at it', async () => {
    const { id } = await identity(person);
    await shop.inTx((tx) =>
      changeIdentity(tx, { customerId: ada, id, applicant: 'company', fields: { legalName: 'Ada' } }),
    );
    const known = await shop.inTx((tx) => identitiesOf(tx, ada));
    assert.deepEqual(known.find((one) => one.id === id)?.fields, { legalName: 'Ada' });
    await shop.inTx((tx) => removeIdentity(tx, shop.as('ada'), { customerId: ada, id }));
    await assert.rejects(
      shop.inTx((tx) => removeIdentity(tx, shop.as('ada'), { customerId: ada, id })),
      refusedWith('compliance.unknown_identity'),
    );
    const place = await address('IT');
    await shop.inTx((tx) => removeAddress(tx, shop.as('ada'), { customerId: ada, id: place.id }));
  });

  it('is reviewed once it is submitted, with a reason when it is rejected', async () => {
    await assert.rejects(desk.review(number(0), {}), refusedWith('compliance.not_submitted'));
    await assert.rejects(
      desk.review(number(1), { verdict: 'rejected' }),
      refusedWith('compliance.reason_missing'),
    );
    await desk.review(number(1), { verdict: 'rejected', reasons: illegible });
    assert.equal(await desk.state(number(1)), 'rejected');
    await desk.handIn('ada', number(1));
    await desk.review(number(1), {});
    assert.equal(await desk.state(number(1)), 'approved');
    await assert.rejects(desk.review(number(1), {}), refusedWith('compliance.not_submitted'));
    const [event] = (await shop.events('compliance.rejected')).slice(-1);
    assert.deepEqual(event?.['reasons'], illegible);
  });

  it('cannot be handed in at the deadline any more', async () => {
    await shop.buy('ada', number(2));
    shop.sleepUntil('2022-04-09T00:00');
    await assert.rejects(submit(await desk.idOf(number(2))), refusedWith('compliance.too_late'));
  });

  it('leaves everything as its checks want it, and they tell what is wrong', async () => {
    const check = () => shop.inTx(async (tx) => faultsOf(await runChecks(tx, complianceChecks)));
    assert.deepEqual(await check(), {});
    await rowsOf(
      shop.db,
      `update compliance.registration set state = 'submitted', release_at = null, submitted_at = opened_at where e164 = '${number(1)}'`,
    );
    await rowsOf(
      shop.db,
      `update compliance.registration set state = 'rejected', decided_at = opened_at, release_at = deadline where e164 = '${number(1)}'`,
    );
    const id = await desk.idOf(number(1));
    assert.deepEqual(await check(), {
      'registrations-are-as-reviewed': `registration ${id} of ${number(1)} is rejected, and its last review says approved`,
    });
    await rowsOf(
      shop.db,
      `delete from compliance.document_content where document_id = (select min(document_id::text)::uuid from compliance.document_content)`,
    );
    assert.match(
      (await check())['documents-are-there-until-deleted'] ?? '',
      /^document \S+ lost its content without being deleted$/,
    );
  });

  it('says what is missing in every language', () => {
    const one = { requirement: 'document', what: 'proof_of_address', fault: 'missing' } as const;
    assert.deepEqual(
      (['en', 'es', 'it'] as const).map((language) => describeMissing(one, language)),
      [
        'proof of address, such as a utility bill: missing',
        'justificante de domicilio, por ejemplo una factura de suministros: falta',
        'prova dell’indirizzo, ad esempio una bolletta: manca',
      ],
    );
  });
});
