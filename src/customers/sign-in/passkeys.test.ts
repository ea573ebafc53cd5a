import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { it } from 'node:test';
import { inTransaction, systemClock } from '#platform';
import type { Context } from '#policy';
import { newBrowser } from '../../../test/support/browser.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import { addUser } from '../members.ts';
import { signUp } from '../sign-up.ts';
import { makeAuth } from './auth.ts';

const origin = 'http://localhost:8080';
const rpId = 'localhost';
const operator = {
  name: 'Lantern Numbers',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@lantern.example',
};
const context: Context = { clock: systemClock, operator, actor: 'system' };

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** As much of CBOR as an attestation needs. @source RFC 8949 */
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)]),
  ]);
};
const head = (major: number, size: number): Buffer => {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  return size < 256
    ? Buffer.from([(major << 5) | 24, size])
    : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
};

interface Device {
  readonly credentialId: Buffer;
  readonly privateKey: KeyObject;
  readonly coseKey: Buffer;
}

const newDevice = (): Device => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  // kty EC2, alg ES256, crv P-256
  const coseKey = cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]),
  );
  return { credentialId: randomBytes(16), privateKey, coseKey };
};

const clientData = (type: 'webauthn.create' | 'webauthn.get', challenge: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** rpIdHash, flags (user present, user verified, and 64 when a new credential follows), counter. */
const authenticatorData = (counter: number, credential: Buffer): Buffer => {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = Buffer.from([credential.length > 0 ? 0x45 : 0x05]);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), flags, count, credential]);
};

const attest = ({ credentialId, coseKey }: Device, challenge: string) => {
  const length = Buffer.from([0, credentialId.length]);
  const authData = authenticatorData(0, Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey]));
  const attestation = cbor(
    new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  );
  const id = credentialId.toString('base64url');
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    },
  };
};

const assertion = ({ credentialId, privateKey }: Device, challenge: string, counter: number) => {
  const client = clientData('webauthn.get', challenge);
  const authData = authenticatorData(counter, Buffer.alloc(0));
  const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
  const id = credentialId.toString('base64url');
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, privateKey).toString('base64url'),
    },
  };
};

it('a passkey that its user registered signs the user in, and another device with the same id does not', async () => {
  const { db } = await freshDatabase();
  const auth = makeAuth({
    db,
    clock: systemClock,
    secret: 'a secret of the tests that is long enough 0123456789',
    baseUrl: origin,
    operatorName: operator.name,
    trustedOrigins: [],
    sendMail: () => Promise.resolve(),
  });
  const credentials = { email: 'ada@example.com', password: 'correct horse battery' };
  const customerId = await inTransaction(db, async (tx) => {
    const id = await signUp(tx, context, { name: 'Ada', email: credentials.email, language: 'en' });
    await addUser(tx, context, { customerId: id, name: 'Ada', ...credentials, emailVerified: true });
    return id;
  });
  const browser = (address: string) => newBrowser({ db, auth, baseUrl: origin }, address);

  const first = browser('192.0.2.1');
  assert.notEqual((await first.send('/passkey/generate-register-options')).status, 200);
  await first.send('/sign-in/email', credentials);
  const device = newDevice();
  const registration = await first.send('/passkey/generate-register-options');
  const registered = await first.send('/passkey/verify-registration', {
    response: attest(device, registration.body.challenge),
    name: 'phone',
  });
  assert.equal(registered.status, 200);

  const second = browser('192.0.2.2');
  const { challenge } = (await second.send('/passkey/generate-authenticate-options')).body;
  const forged = { ...newDevice(), credentialId: device.credentialId };
  assert.notEqual(
    (await second.send('/passkey/verify-authentication', { response: assertion(forged, challenge, 1) }))
      .status,
    200,
  );
  assert.equal(await second.principal(), null);

  const again = (await second.send('/passkey/generate-authenticate-options')).body.challenge;
  assert.equal(
    (await second.send('/passkey/verify-authentication', { response: assertion(device, again, 1) })).status,
    200,
  );
  const principal = await second.principal();
  assert.deepEqual(principal?.kind === 'customer' && principal.customerId, customerId);
});
