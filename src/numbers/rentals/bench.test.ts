import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLedger } from '#ledger';
import { inTransaction } from '#platform';
import { faultsOf } from '../../../test/support/books.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import { benchRenewals } from './bench.ts';

describe('the benchmark of renewals', () => {
  it('renews by the real task, beside the bare statements, and leaves sound books', async () => {
    const { url, db } = await freshDatabase();
    const lines: string[] = [];
    const result = await benchRenewals(url, { numbers: 300, perCustomer: 7, rounds: 2 }, (line) =>
      lines.push(line),
    );
    assert.equal(result.product.renewed, 300);
    assert.equal(result.bare.renewed, 300);
    assert.ok(result.timesBare > 0 && result.peakMemoryMb > 0);
    assert.equal(lines.length, 3);
    assert.deepEqual(faultsOf(await inTransaction(db, checkLedger)), {});
  });
});
