import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { startThrowaway, type EmbeddedServer } from './embedded.ts';
import { copyTemplate, createTemplate, dropTemplate } from './template.ts';

const run = async (url: string, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly answer: unknown }>(statement);
    return rows.map(({ answer }) => answer);
  } finally {
    await client.end();
  }
};

describe('a template database', () => {
  let server: EmbeddedServer;
  before(async () => {
    server = await startThrowaway();
  });
  after(() => server.stop());

  const databases = (): Promise<readonly unknown[]> =>
    run(server.url, `select datname as answer from pg_database where datname ~ '_(template|copy)_'`);

  it('is copied whole, and no copy sees what happens in another', async () => {
    const template = await createTemplate(server.url, (pool) =>
      pool.query('create table t as select 1 as answer'),
    );
    const copies = await Promise.all([1, 2, 3].map(() => copyTemplate(template)));
    await run(copies[0]?.url ?? '', 'update t set answer = 2');
    const seen = await Promise.all(copies.map(({ url }) => run(url, 'select answer from t')));
    assert.deepEqual(seen, [[2], [1], [1]]);
    await Promise.all(copies.map((copy) => copy.drop()));
    await dropTemplate(template);
    assert.deepEqual(await databases(), []);
  });

  it('serves a server whose URL names the socket the way libpq documents it', async () => {
    const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
    const url = `postgresql://ringfence@/ringfence?host=${socketFolder}&port=5432`;
    const template = await createTemplate(url, (pool) => pool.query('create table t as select 3 as answer'));
    const copy = await copyTemplate(template);
    assert.deepEqual(await run(copy.url, 'select answer from t'), [3]);
    await copy.drop();
    await dropTemplate(template);
  });

  it('leaves nothing behind when it cannot be prepared', async () => {
    await assert.rejects(
      createTemplate(server.url, (pool) => pool.query('select nonsense')),
      /nonsense/,
    );
    assert.deepEqual(await databases(), []);
  });
});
