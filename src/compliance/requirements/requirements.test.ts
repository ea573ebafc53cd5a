import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requirementsFor } from './find-requirements.ts';
import { applicants } from './requirement.ts';
import { requirementRows } from './requirements-data.ts';
import { isTaxNumber } from './tax-numbers.ts';

const countries = ['IT', 'ES', 'FR', 'DE', 'GB', 'PT', 'CH', 'US'];
const kinds = ['local', 'national', 'mobile', 'toll-free'];

describe('requirements', () => {
  it('are there for every country, kind and applicant, and ask for a name and a document', () => {
    for (const country of countries)
      for (const kind of kinds)
        for (const applicant of applicants) {
          const found = requirementsFor(country, kind, applicant);
          const name = applicant === 'person' ? 'familyName' : 'legalName';
          assert.ok(found.identity.includes(name), `${country} ${kind} ${applicant}`);
          assert.ok(found.documents.length > 0, `${country} ${kind} ${applicant}`);
          assert.equal(new Set(found.documents.map((one) => one.kind)).size, found.documents.length);
        }
  });

  it('of a kind of number come before those of the whole country', () => {
    const scopes = ['local', 'mobile'].map((kind) => requirementsFor('DE', kind, 'person').address);
    assert.deepEqual(scopes, ['local', 'country']);
    assert.equal(requirementsFor('DE', 'local', 'person').retentionDays, 0);
  });

  it('have no row that another one hides', () => {
    const seen: string[] = [];
    for (const { country, kinds: ofKinds, applicant } of requirementRows)
      for (const kind of ofKinds.length === 0 ? ['any'] : ofKinds) {
        const key = `${country} ${kind} ${applicant}`;
        assert.ok(!seen.includes(key) && !seen.includes(`${country} any ${applicant}`), key);
        seen.push(key);
      }
  });
});

describe('a tax number', () => {
  const check = (country: string, text: string, expected: boolean): void => {
    void it(`${text} of ${country} ${expected ? 'can be one' : 'cannot be one'}`, () =>
      assert.equal(isTaxNumber(country, text), expected));
  };

  check('IT', 'RSSMRA85T10A562S', true);
  check('IT', 'rss mra 85t10 a562s', true);
  check('IT', 'RSSMRA85T10A562T', false);
  check('IT', 'IT00743110157', true);
  check('IT', '00743110158', false);
  check('ES', '12345678Z', true);
  check('ES', '12345678A', false);
  check('ES', 'X1234567L', true);
  check('ES', 'A58818501', true);
  check('ES', 'A58818502', false);
  check('PT', '501 964 843', true);
  check('PT', '501964844', false);
  check('FR', '1234', true);
  check('FR', ' ', false);
});
