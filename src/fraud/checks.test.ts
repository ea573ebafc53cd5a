import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { faultsOf } from '../../test/support/books.ts';
import { openCourt, type Court } from '../../test/support/fraud.ts';
import { faultsAfter } from '../../test/support/tampered.ts';
import { checkFraud } from './index.ts';

/** Mallory's case is confirmed, Ada's was upheld on appeal, Bert has none. */
const openCases = async (): Promise<Court> => {
  const court = await openCourt();
  for (const name of ['mallory', 'ada', 'bert']) await court.customer(name, '10.00');
  for (const name of ['mallory', 'ada']) {
    await court.propose(name);
    await court.confirm(name);
  }
  await court.appeal('ada');
  await court.uphold('ada');
  return court;
};

describe('the checks of fraud find', () => {
  let court: Court;
  before(async () => {
    court = await openCases();
    assert.deepEqual(faultsOf(await court.inTx(checkFraud)), {});
  });

  const after = (change: string): Promise<Readonly<Record<string, string>>> =>
    faultsAfter(court.db, checkFraud, change);

  it('credit that is frozen without a case, and a case without the freeze', async () => {
    const bert = court.id('bert');
    assert.deepEqual(await after(`update ledger.account set frozen_at = opened_at where id = '${bert}'`), {
      'open-cases-freeze': `wallet ${bert} is frozen, and has no open case`,
    });
    const mallory = court.id('mallory');
    const caseId = await court.caseOf('mallory');
    assert.deepEqual(await after(`update ledger.account set frozen_at = null where id = '${mallory}'`), {
      'open-cases-freeze': `case ${caseId} of ${mallory} is confirmed, and the wallet is not frozen`,
    });
  });

  it('credit that was forfeited otherwise than the case says', async () => {
    const caseId = await court.caseOf('mallory');
    const faults = await after(`update fraud.forfeit set amount = 9999999 where case_id = '${caseId}'`);
    assert.deepEqual(Object.keys(faults), ['forfeits-are-what-left']);
    assert.match(faults['forfeits-are-what-left']!, /9999999 of .* forfeited, wallet .* lost 10000000/);
    const gone = await after(`delete from fraud.forfeit where case_id = '${caseId}'`);
    assert.match(gone['forfeits-are-what-left']!, /0 of nobody forfeited/);
  });

  it('credit that did not come back although an appeal was upheld', async () => {
    const faults = await after(
      `update fraud.fraud_case set returned_journal_id = null where state = 'upheld'`,
    );
    assert.deepEqual(Object.keys(faults), ['what-is-upheld-came-back']);
    assert.match(faults['what-is-upheld-came-back']!, /10000000 was forfeited, 0 came back/);
  });

  it('a trigger that was turned off', async () => {
    assert.deepEqual(await after('alter table fraud.evidence disable trigger evidence_is_append_only'), {
      'fraud-guards-are-on': 'the trigger evidence_is_append_only on fraud.evidence is missing or turned off',
    });
  });
});
