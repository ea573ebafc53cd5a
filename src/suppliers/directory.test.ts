import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { inTransaction, isRefusal, languages, stoppedClock, type Database, type Tx } from '#platform';
import type { Context } from '#policy';
import { freshDatabase } from '../../test/support/database.ts';
import { shippedProviders } from './data/voip-providers-data.ts';
import { addressAt, listProviders, providerNamed, putProvider, refreshDirectory } from './directory.ts';
import { isUriTemplate } from './rules.ts';
import type { VoipProvider } from './voip-provider.ts';

const operator = {
  name: 'N',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@numbers.example',
};
const context: Context = {
  clock: stoppedClock(Temporal.Instant.from('2026-12-01T08:00:00Z')),
  operator,
  actor: 'staff:1',
};
const example: VoipProvider = {
  slug: 'example',
  name: 'Example',
  site: 'https://voip.example',
  sipUriTemplate: 'sip:{user}@sip.example.com',
  free: true,
  recommended: true,
  countries: ['IT'],
  notes: { en: 'A.', es: 'B.', it: 'C.' },
  evidence: 'provider',
  source: 'https://voip.example/settings',
  lastChecked: Temporal.PlainDate.from('2026-12-01'),
  listed: true,
};

let db: Database;
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
const refused = (code: string, work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error) => isRefusal(error) && error.code === code);
const slugs = async (filter: Parameters<typeof listProviders>[1]): Promise<readonly string[]> =>
  (await run((tx) => listProviders(tx, filter))).map(({ slug }) => slug);

describe('the directory that the product ships', () => {
  it('names at least 25 providers, each with a valid address and notes in every language', () => {
    assert(shippedProviders.length >= 25, `${shippedProviders.length}`);
    for (const { slug, sipUriTemplate, notes, site, recommended, evidence, source } of shippedProviders) {
      assert(isUriTemplate(sipUriTemplate), slug);
      assert.equal(new Set(languages.map((language) => notes[language])).size, languages.length, slug);
      assert(URL.canParse(site) && (source === null || URL.canParse(source)), slug);
      assert(!recommended || evidence === 'provider', slug);
    }
    assert.equal(new Set(shippedProviders.map(({ name }) => name)).size, shippedProviders.length);
  });

  it('recommends some that are free everywhere', () => {
    const best = shippedProviders.filter(
      ({ free, recommended, countries }) => recommended && free && countries.length === 0,
    );
    assert(best.length >= 2);
  });
});

describe('the directory of an operator', () => {
  before(async () => {
    ({ db } = await freshDatabase());
  });

  it('takes in what the product ships, once', async () => {
    assert.equal(await run((tx) => refreshDirectory(tx, context)), shippedProviders.length);
    assert.equal(await run((tx) => refreshDirectory(tx, context)), 0);
    assert.deepEqual(
      await run((tx) => providerNamed(tx, 'linphone')),
      shippedProviders.find(({ slug }) => slug === 'linphone'),
    );
  });

  it('lists recommended ones first, and finds what is free, or in a country', async () => {
    const recommended = shippedProviders.filter((one) => one.recommended).map(({ slug }) => slug);
    assert.deepEqual((await slugs({})).slice(0, recommended.length).toSorted(), recommended.toSorted());
    const italian = await slugs({ country: 'it' });
    assert(italian.includes('messagenet') && italian.includes('linphone') && !italian.includes('easybell'));
    const free = await slugs({ free: true });
    assert(free.includes('sip2sip') && !free.includes('voip-ms') && !free.includes('dus-net'));
  });

  it('fills in the name of an account', async () => {
    const at = (provider: string, userName: string) => run((tx) => addressAt(tx, { provider, userName }));
    assert.equal(await at('messagenet', '5000000'), 'sip:5000000@sip.messagenet.it:5061');
    await refused('suppliers.invalid_user_name', at('linphone', 'ada@sip.linphone.org'));
    await refused('suppliers.unknown_provider', at('nobody', 'ada'));
  });

  it('keeps what staff have written, whatever a release brings', async () => {
    const ours = { ...(await run((tx) => providerNamed(tx, 'sip2sip'))), recommended: false };
    await run((tx) =>
      putProvider(tx, context, { ...ours, lastChecked: Temporal.PlainDate.from('2020-01-01') }),
    );
    await run((tx) => refreshDirectory(tx, context));
    assert.equal((await run((tx) => providerNamed(tx, 'sip2sip'))).recommended, false);
  });

  it('takes further ones, and hides those that are no longer listed', async () => {
    await run((tx) => putProvider(tx, context, example));
    assert.deepEqual(await run((tx) => providerNamed(tx, 'example')), example);
    await run((tx) => putProvider(tx, context, { ...example, listed: false }));
    assert(!(await slugs({})).includes('example'));
    await refused(
      'suppliers.unknown_provider',
      run((tx) => addressAt(tx, { provider: 'example', userName: 'ada' })),
    );
  });

  it('takes no address that is none, and recommends nothing that its provider does not confirm', async () => {
    const put = (change: Partial<VoipProvider>) =>
      run((tx) => putProvider(tx, context, { ...example, ...change }));
    await refused('suppliers.invalid_template', put({ sipUriTemplate: 'sip.example.com' }));
    await refused('suppliers.not_confirmed', put({ evidence: 'others' }));
    await refused('suppliers.not_confirmed', put({ source: null }));
  });
});
