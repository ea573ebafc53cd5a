import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bookContext, walletWith } from '../../test/support/books.ts';
import { freshDatabase } from '../../test/support/database.ts';
import { benchLedger } from './bench.ts';

describe('the ledger bench', () => {
  it('measures charges beside plain SQL, says on what, and reports each line as it comes', async () => {
    const { url } = await freshDatabase();
    const lines: string[] = [];
    const options = { wallets: 20, seconds: 0.05, connections: [1, 2] };
    const { machine, rates } = await benchLedger(url, options, (line) => lines.push(line));
    assert.match(machine, /^\d+ × .+, \d+ GB, Node \d+.+, PostgreSQL \d+.+fsync o/);
    assert.deepEqual(
      rates.map((rate) => rate.connections),
      [1, 2],
    );
    for (const rate of rates) assert.ok(rate.chargesPerSecond > 0 && rate.barePerSecond > 0);
    assert.equal(lines[0], machine);
    assert.match(lines[2]!, /^2 connections: \d+ charges\/s; plain SQL \d+\/s \(\d+\.\d\d times\)$/);
  });

  it('does not write into books that are in use', async () => {
    const { db, url } = await freshDatabase();
    await walletWith(db, bookContext(), 1n);
    const options = { wallets: 1, seconds: 0.05, connections: [1] };
    await assert.rejects(
      benchLedger(url, options, () => undefined),
      /needs a database of its own/,
    );
  });
});
