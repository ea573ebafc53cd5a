import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { isRefusal, type Tx } from '#platform';
import { openShop, rowsOf, type Shop } from '../../../test/support/number-shop.ts';
import { deskOf, illegible, smallPdf, smallPng } from '../../../test/support/registrations.ts';
import { deleteDocument, deleteDocumentsOf } from './delete-documents.ts';
import type { Document } from './document.ts';
import { documentById, documentsOf, readDocument } from './read-documents.ts';
import { sniff } from './sniff.ts';
import { uploadDocument } from './upload-document.ts';
import { openVault, type DocumentVault } from './vault.ts';

const refusedWith = (code: string) => (error: unknown) => isRefusal(error) && error.code === code;
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  randomBytes(80),
  Buffer.from([0xff, 0xd9]),
]);

describe('what bytes are', () => {
  const check = (what: string, bytes: Buffer, expected: string | null): void => {
    void it(`${what}: ${expected ?? 'nothing that is taken'}`, () => assert.equal(sniff(bytes), expected));
  };

  check('a picture of one pixel', smallPng(), 'image/png');
  check('a page', smallPdf('bill'), 'application/pdf');
  check('a photo', jpeg, 'image/jpeg');
  check('a picture that ends early', smallPng().subarray(0, 40), null);
  check('a page that ends early', smallPdf('bill').subarray(0, 60), null);
  check('a page of the web', Buffer.from('<!doctype html><script>alert(1)</script>'), null);
  check('a program', Buffer.concat([Buffer.from('MZ'), randomBytes(200)]), null);
  check('nothing', Buffer.alloc(0), null);
});

describe('a vault', () => {
  const [old, key] = [randomBytes(32), randomBytes(32)];

  it('opens what it sealed, also after the key was changed', () => {
    const sealed = openVault([old]).seal('a', Buffer.from('a bill'));
    assert.equal(openVault([key, old]).open('a', sealed).toString(), 'a bill');
    assert.notEqual(openVault([key, old]).seal('a', Buffer.from('a bill')).keyId, sealed.keyId);
    assert.throws(() => openVault([key]).open('a', sealed), /sealed with the key/);
  });

  it('opens nothing that was altered, or that is another document', () => {
    const vault = openVault([key]);
    const sealed = vault.seal('a', Buffer.from('a bill'));
    assert.throws(() => vault.open('b', sealed), /authenticate/);
    const altered = Buffer.from(sealed.ciphertext);
    altered[0]! ^= 1;
    assert.throws(() => vault.open('a', { ...sealed, ciphertext: altered }), /authenticate/);
  });

  it('seals the same bytes differently each time', () => {
    const vault = openVault([key]);
    const [one, other] = [vault.seal('a', Buffer.alloc(64)), vault.seal('a', Buffer.alloc(64))];
    assert.ok(!one.ciphertext.equals(other.ciphertext));
  });
});

const number = (index: number): string => `+39061234567${index}`;

describe('a document', () => {
  let shop: Shop;
  let desk: ReturnType<typeof deskOf>;
  let vault: DocumentVault;
  before(async () => {
    shop = await openShop(
      Array.from({ length: 4 }, (_, index) => ({ e164: number(index), monthly: '4.00', registration: true })),
    );
    desk = deskOf(shop);
    ({ vault } = desk);
    await shop.customer('ada');
    await desk.give('ada', '100.00');
    await shop.customer('bert');
  });

  const upload = (name: string, bytes = smallPdf('bill')): Promise<Document> =>
    shop.inTx((tx) =>
      uploadDocument(tx, shop.as(name), vault, {
        customerId: shop.id(name),
        kind: 'proof_of_address',
        bytes,
      }),
    );
  const settle = (work: (tx: Tx) => Promise<void>): Promise<void> => shop.inTx(work);
  const housekeep = (): Promise<void> => desk.settle();
  /** "kept", or why and with what it was deleted. */
  const fate = (id: string): Promise<string> =>
    shop.inTx(async (tx) => {
      const { deletedAt, deletedBecause } = await documentById(tx, { id });
      const rows = await rowsOf(
        shop.db,
        `select from compliance.document_content where document_id = '${id}'`,
      );
      assert.equal(rows.length, deletedAt === null ? 1 : 0);
      return deletedBecause ?? 'kept';
    });
  const documentsFor = (e164: string): Promise<readonly { readonly id: string }[]> =>
    rowsOf(
      shop.db,
      `select d.document_id as id from compliance.registration_document d join compliance.registration r on r.id = d.registration_id where r.e164 = '${e164}'`,
    );

  it('lies sealed in the database, and is read as it was', async () => {
    const { id } = await upload('ada', smallPdf('a very private bill'));
    const [row] = await rowsOf<{ ciphertext: Buffer }>(
      shop.db,
      `select ciphertext from compliance.document_content where document_id = '${id}'`,
    );
    assert.ok(!row!.ciphertext.includes('private'));
    const read = await shop.inTx((tx) => readDocument(tx, vault, { id, customerId: shop.id('ada') }));
    assert.deepEqual(
      [read.mediaType, read.bytes.toString()],
      ['application/pdf', smallPdf('a very private bill').toString()],
    );
  });

  it('is refused when it is nothing that is taken, or too large', async () => {
    const web = Buffer.from('<html>');
    await assert.rejects(upload('ada', web), refusedWith('compliance.document_not_readable'));
    const large = Buffer.alloc(10_485_761);
    await assert.rejects(upload('ada', large), refusedWith('compliance.document_too_large'));
  });

  it('is nobody else’s', async () => {
    const { id } = await upload('ada');
    const customerId = shop.id('bert');
    const unknown = refusedWith('compliance.unknown_document');
    await assert.rejects(
      shop.inTx((tx) => readDocument(tx, vault, { id, customerId })),
      unknown,
    );
    await assert.rejects(
      shop.inTx((tx) => deleteDocument(tx, shop.as('bert'), { id, customerId })),
      unknown,
    );
    assert.deepEqual((await shop.inTx((tx) => documentsOf(tx, { customerId, limit: 10 }))).items, []);
  });

  it('that is taken back is gone, and its record says so', async () => {
    const { id } = await upload('ada');
    await settle((tx) => deleteDocument(tx, shop.as('ada'), { id, customerId: shop.id('ada') }));
    assert.equal(await fate(id), 'customer');
    await assert.rejects(
      shop.inTx((tx) => readDocument(tx, vault, { id })),
      refusedWith('compliance.document_deleted'),
    );
  });

  it('in review is not taken back; rejected for good, it is deleted', async () => {
    await shop.buy('ada', number(0));
    await desk.handIn('ada', number(0));
    const [first] = await documentsFor(number(0));
    const { id } = first!;
    await assert.rejects(
      shop.inTx((tx) => deleteDocument(tx, shop.as('ada'), { id, customerId: shop.id('ada') })),
      refusedWith('compliance.in_use'),
    );
    await desk.review(number(0), { verdict: 'rejected', final: true, reasons: illegible });
    await desk.settle();
    await housekeep();
    assert.equal(await fate(id), 'purpose_ended');
  });

  it('that was approved is kept for the days that the country asks for', async () => {
    await shop.buy('ada', number(1));
    await desk.handIn('ada', number(1));
    await desk.review(number(1), {});
    const [first] = await documentsFor(number(1));
    // Italy: 180 days.
    shop.context.clock.moveTo(shop.context.clock.now().add({ hours: 179 * 24 }));
    await housekeep();
    assert.equal(await fate(first!.id), 'kept');
    shop.context.clock.moveTo(shop.context.clock.now().add({ hours: 24 }));
    await housekeep();
    assert.equal(await fate(first!.id), 'purpose_ended');
  });

  it('that nobody uses is deleted after sixty days, and all of them when the account is closed', async () => {
    const unused = await upload('bert');
    shop.context.clock.moveTo(shop.context.clock.now().add({ hours: 60 * 24 }));
    await housekeep();
    assert.equal(await fate(unused.id), 'purpose_ended');
    const kept = await upload('bert');
    await settle((tx) => deleteDocumentsOf(tx, shop.as('bert'), shop.id('bert')));
    assert.equal(await fate(kept.id), 'account_closed');
  });

  it('is never changed and never removed: the database refuses', async () => {
    await assert.rejects(rowsOf(shop.db, `update compliance.document set kind = 'authorisation'`), {
      code: 'RF007',
    });
    await assert.rejects(rowsOf(shop.db, `delete from compliance.document`), { code: 'RF004' });
  });
});
