import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import { inTransaction, isRefusal, movableClock, type Database, type Language, type Tx } from '#platform';
import { freshDatabase } from '../../test/support/database.ts';
import type { Context } from './context.ts';
import { createOperator, hasOperator, loadOperator } from './create-operator.ts';
import { discardVersion, draftVersion, redraftVersion } from './draft-version.ts';
import type { PolicyParametersInput } from './parameters.ts';
import { publishFirstVersion, publishVersion } from './publish-version.ts';
import { listVersions, versionById, versionInForce, versionTexts } from './read-versions.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const operator = {
  name: 'Numbers & Co',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  supportEmail: 'help@numbers.example',
};

let db: Database;
let context: Context & { readonly clock: ReturnType<typeof movableClock> };
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);

const refused = async (code: string, work: (tx: Tx) => Promise<unknown>): Promise<object> => {
  const error: unknown = await run(work).then(
    () => assert.fail(`${code} was expected, nothing was refused`),
    (reason: unknown) => reason,
  );
  if (!isRefusal(error)) throw error;
  assert.equal(error.code, code);
  return error.data;
};

const openDatabase = async (): Promise<void> => {
  ({ db } = await freshDatabase());
  const clock = movableClock(Temporal.Instant.from('2022-03-10T08:00:00Z'));
  context = { clock, operator, actor: 'staff:1' };
};

describe('the operator', () => {
  before(openDatabase);

  it('is missing at first', async () => {
    assert.equal(await run(hasOperator), false);
    await refused('policy.no_operator', loadOperator);
  });

  for (const [field, value] of [
    ['name', ' '],
    ['timeZone', 'Europe/Roma'],
    ['currency', 'EURO'],
    ['currency', 'JPY'],
    ['supportEmail', 'nobody'],
  ] as const)
    it(`cannot have "${value}" as ${field}`, async () => {
      const order = { ...operator, [field]: value };
      const data = await refused('policy.invalid_operator', (tx) => createOperator(tx, context.clock, order));
      assert.equal((data as { field: string }).field, field);
    });

  it('is set up once', async () => {
    await run((tx) => createOperator(tx, context.clock, operator));
    assert.deepEqual(await run(loadOperator), operator);
    assert.equal(await run(hasOperator), true);
    await refused('policy.operator_exists', (tx) => createOperator(tx, context.clock, operator));
  });
});

describe('a version of the policy', () => {
  beforeEach(async () => {
    await openDatabase();
    await run((tx) => createOperator(tx, context.clock, operator));
  });

  const draft = (inForceFrom: string, parameters: PolicyParametersInput = {}): Promise<number> =>
    run(async (tx) => (await draftVersion(tx, context, { inForceFrom: date(inForceFrom), parameters })).id);
  const publish = (id: number): Promise<unknown> => run((tx) => publishVersion(tx, context, id));
  const begin = (inForceFrom: string, parameters: PolicyParametersInput = {}): Promise<number> =>
    run(
      async (tx) =>
        (await publishFirstVersion(tx, context, { inForceFrom: date(inForceFrom), parameters })).id,
    );
  const inForce = (on: string): Promise<number> => run(async (tx) => (await versionInForce(tx, date(on))).id);
  const quarantineText = (id: number, language: Language): Promise<string> =>
    run(async (tx) => {
      const texts = await versionTexts(tx, await versionById(tx, id));
      const clauses = texts[language].sections.flatMap((section) => section.clauses);
      return clauses.find((clause) => clause.id === 'C3')!.paragraphs[0]!;
    });

  it('applies from its date until that of the next one', async () => {
    const first = await begin('2022-03-10');
    const second = await draft('2022-05-01');
    await publish(second);
    const third = await draft('2022-06-01');
    assert.deepEqual(
      [
        await inForce('2022-03-10'),
        await inForce('2022-04-30'),
        await inForce('2022-05-01'),
        await inForce('2030-01-01'),
      ],
      [first, first, second, second],
    );
    await refused('policy.none_in_force', (tx) => versionInForce(tx, date('2022-03-09')));
    const versions = await run(listVersions);
    assert.deepEqual(
      versions.map(({ id, publishedAt }) => [id, publishedAt === null]),
      [
        [first, false],
        [second, false],
        [third, true],
      ],
    );
  });

  it('that is the first may be in force at once, even from a date that has passed', async () => {
    const id = await begin('2022-01-01');
    const version = await run((tx) => versionById(tx, id));
    assert.equal(version.inForceFrom.toString(), '2022-01-01');
    assert.equal(version.publishedAt?.toString(), '2022-03-10T08:00:00Z');
    assert.equal(version.publishedBy, 'staff:1');
  });

  it('is announced as many days before as the one in force has promised', async () => {
    await begin('2022-03-10', { announcementDays: 40 });
    const early = await draft('2022-04-18', { announcementDays: 0 });
    assert.deepEqual(await refused('policy.announced_too_late', (tx) => publishVersion(tx, context, early)), {
      inForceFrom: '2022-04-18',
      earliest: '2022-04-19',
    });
    await run((tx) => redraftVersion(tx, early, { inForceFrom: date('2022-04-19'), parameters: {} }));
    await publish(early);
  });

  it('is announced in time for one that is announced already, too', async () => {
    await begin('2022-03-10', { announcementDays: 10 });
    await publish(await draft('2022-03-20', { announcementDays: 60 }));
    const data = await refused('policy.announced_too_late', async (tx) =>
      publishVersion(
        tx,
        context,
        (await draftVersion(tx, context, { inForceFrom: date('2022-05-08'), parameters: {} })).id,
      ),
    );
    assert.equal((data as { earliest: string }).earliest, '2022-05-09');
  });

  it('is never in force on the day of its announcement, but for the first', async () => {
    await begin('2022-03-10', { announcementDays: 0 });
    await refused('policy.announced_too_late', async (tx) =>
      publishVersion(
        tx,
        context,
        (
          await draftVersion(tx, context, {
            inForceFrom: date('2022-03-10').add({ days: -1 }),
            parameters: {},
          })
        ).id,
      ),
    );
    await publish(await draft('2022-03-11'));
  });

  it('counts days in the operator’s time zone', async () => {
    await begin('2022-03-10');
    // 23:30 UTC is already 31 March in Rome.
    context.clock.moveTo(Temporal.Instant.from('2022-03-30T23:30:00Z'));
    const data = await refused('policy.announced_too_late', async (tx) =>
      publishVersion(
        tx,
        context,
        (await draftVersion(tx, context, { inForceFrom: date('2022-04-01'), parameters: {} })).id,
      ),
    );
    assert.equal((data as { earliest: string }).earliest, '2022-04-30');
  });

  it('has a date of its own', async () => {
    const first = await begin('2022-05-01');
    const other = await draft('2022-05-01');
    assert.deepEqual(await refused('policy.date_taken', (tx) => publishVersion(tx, context, other)), {
      inForceFrom: '2022-05-01',
      version: first,
    });
  });

  it('never changes once it is published', async () => {
    const id = await begin('2022-03-10');
    const order = { inForceFrom: date('2023-01-01'), parameters: {} };
    await refused('policy.version_published', (tx) => redraftVersion(tx, id, order));
    await refused('policy.version_published', (tx) => discardVersion(tx, id));
    await refused('policy.version_published', (tx) => publishVersion(tx, context, id));
    const locked = { code: 'RF001' };
    await assert.rejects(
      run((tx) => tx.updateTable('policy.version').set({ publishedBy: 'x' }).execute()),
      locked,
    );
    await assert.rejects(
      run((tx) => tx.deleteFrom('policy.version').execute()),
      locked,
    );
  });

  it('keeps the texts with which it was published, while a draft’s are written anew', async () => {
    const first = await begin('2022-03-10', { quarantineDays: 20 });
    const second = await draft('2022-05-01', { quarantineDays: 20 });
    await run((tx) =>
      redraftVersion(tx, second, { inForceFrom: date('2022-05-01'), parameters: { quarantineDays: 50 } }),
    );
    assert.match(await quarantineText(first, 'en'), /for 20 days/);
    assert.match(await quarantineText(first, 'it'), /per 20 giorni/);
    assert.match(await quarantineText(second, 'es'), /durante 50 días/);
    const { texts } = await run((tx) =>
      tx.selectFrom('policy.version').select('texts').where('id', '=', second).executeTakeFirstOrThrow(),
    );
    assert.equal(texts, null);
  });

  it('can be thrown away as a draft, and is unknown then', async () => {
    const id = await draft('2022-05-01');
    await run((tx) => discardVersion(tx, id));
    await refused('policy.unknown_version', (tx) => versionById(tx, id));
    await refused('policy.unknown_version', (tx) => publishVersion(tx, context, id));
  });

  it('tells when it is announced', async () => {
    const id = await begin('2022-03-10');
    const events = await run((tx) => tx.selectFrom('platform.event').select(['kind', 'payload']).execute());
    assert.deepEqual(events, [
      { kind: 'policy.announced', payload: { versionId: id, inForceFrom: '2022-03-10' } },
    ]);
  });

  it('is published once, by one of two that try at the same time', async () => {
    await begin('2022-03-10');
    const drafts = [await draft('2022-05-01'), await draft('2022-05-01')];
    const results = await Promise.allSettled(drafts.map(publish));
    assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    const failure = results.find((result) => result.status === 'rejected')!;
    assert.ok(isRefusal(failure.reason) && failure.reason.code === 'policy.date_taken');
  });
});
