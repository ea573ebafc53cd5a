import assert from 'node:assert/strict';
import { it } from 'node:test';
import { freshDatabase } from '../../../test/support/database.ts';
import { benchApi } from './bench.ts';

it('the API bench measures three kinds of requests, each beside the bare limit', async () => {
  const database = await freshDatabase();
  try {
    const reported: string[] = [];
    const { machine, lines } = await benchApi(
      database.url,
      { seconds: 0.1, concurrency: 2, customers: 3, stock: 1_000 },
      (line) => reported.push(line),
    );
    assert.equal(reported[0], machine);
    assert.equal(reported.length, 4);
    assert.deepEqual(
      lines.map(({ what }) => what),
      ['search the catalogue', 'read a wallet', 'give credit'],
    );
    for (const { product, bare } of lines)
      for (const { perSecond, p50Ms, p99Ms } of [product, bare])
        assert.ok(perSecond > 0 && p50Ms > 0 && p99Ms >= p50Ms);
    // Both gave credit, and wrote the same rows.
    const { rows } = await database.pool.query<{ product: bigint; bare: bigint }>(
      `select (select count(*) from wallet.lot where origin = 'promotion') as product, (select count(*) from bench.stretch) as bare`,
    );
    assert.ok(rows[0]!.product > 0n && rows[0]!.bare > 0n);
  } finally {
    await database.drop();
  }
});
