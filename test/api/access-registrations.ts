// The cases of identities, addresses, documents and registrations in the tests of who may do what.
import assert from 'node:assert/strict';
import type { Known, Reply, TestApp } from '../support/app.ts';
import { smallPdf } from '../support/registrations.ts';
import type { AccessCase } from './access-cases.ts';

const created = ({ status, body, text }: Reply) => {
  assert(status < 300, text);
  return body;
};

const pdf = smallPdf('a bill').toString('latin1');
const fields = { givenNames: 'Ada', familyName: 'Lovelace' };
const lines = { street: 'Calle Mayor 1', postalCode: '28013', city: 'Madrid', country: 'ES' };
const identity = { applicant: 'person', fields };

const upload = async (customer: Known, kind: string): Promise<string> =>
  created(
    await customer.post(`/v1/documents?kind=${kind}`, pdf, {
      headers: { 'content-type': 'application/pdf' },
    }),
  ).id;

/** A customer with a number that waits for its registration, and with things to register it. */
export const registrationsOf = async ({
  customer,
}: TestApp): Promise<{
  readonly cases: Readonly<Record<string, AccessCase>>;
  readonly belongings: readonly string[];
}> => {
  created(await customer.post('/v1/numbers', { number: '+34910000001' }));
  const { id } = created(await customer.get('/v1/registrations')).items[0];
  const identities: string[] = [];
  const addresses: string[] = [];
  for (let index = 0; index < 2; index += 1) {
    identities.push(created(await customer.post('/v1/identities', identity)).id);
    addresses.push(created(await customer.post('/v1/addresses', lines)).id);
  }
  const documents = [await upload(customer, 'identity_document'), await upload(customer, 'authorisation')];
  return {
    belongings: [id, ...identities, ...addresses, ...documents],
    cases: {
      listRegistrations: { by: 'customer' },
      getRegistration: { by: 'customer', path: { registrationId: id } },
      fillRegistration: {
        by: 'customer',
        path: { registrationId: id },
        body: { identityId: identities[0], documentIds: [documents[0]] },
      },
      // Not everything is there.
      submitRegistration: { by: 'customer', path: { registrationId: id }, status: 409 },
      reviewRegistration: {
        by: 'support',
        path: { registrationId: id },
        body: { verdict: 'approved' },
        status: 409,
      },
      listIdentities: { by: 'customer' },
      addIdentity: { by: 'customer', body: identity },
      changeIdentity: { by: 'customer', path: { identityId: identities[0]! }, body: identity },
      removeIdentity: { by: 'customer', path: { identityId: identities[1]! } },
      listAddresses: { by: 'customer' },
      addAddress: { by: 'customer', body: lines },
      changeAddress: { by: 'customer', path: { addressId: addresses[0]! }, body: lines },
      removeAddress: { by: 'customer', path: { addressId: addresses[1]! } },
      listDocuments: { by: 'customer' },
      uploadDocument: {
        by: 'customer',
        query: 'kind=authorisation',
        body: pdf,
        contentType: 'application/pdf',
      },
      getDocument: { by: 'customer', path: { documentId: documents[0]! } },
      downloadDocument: { by: 'customer', path: { documentId: documents[0]! } },
      deleteDocument: { by: 'customer', path: { documentId: documents[1]! } },
    },
  };
};
