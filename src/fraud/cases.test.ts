import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { payAhead, resumeRenewal, stopRenewal } from '#numbers';
import { promoteCustomer, topUp } from '#payments';
import { quoteRefund, refundable } from '#refunds';
import { openCourt, staff, type Court } from '../../test/support/fraud.ts';
import { caseById, caseOpen, freezeOf, giveEvidence, listCases, proposeCase, rejectAppeal } from './index.ts';

const first = '+390612345670';
const second = '+390612345671';
const third = '+390612345672';

/** A customer with 50.00 in credit who buys two numbers. */
const suspect = async (court: Court): Promise<void> => {
  await court.customer('mallory');
  await court.pay('mallory', '50.00');
  await court.buy('mallory', first);
  await court.buy('mallory', second);
};

describe('a proposed case', () => {
  let court: Court;
  before(async () => {
    court = await openCourt();
    await suspect(court);
    await court.propose('mallory');
  });

  it('suspends the active numbers, and takes nothing', async () => {
    assert.equal(await court.status(first), 'suspended until 2022-04-10');
    assert.equal(await court.credit('mallory'), '42.00');
    assert.equal((await court.events('numbers.suspended')).length, 2);
    const [proposed] = await court.events('fraud.proposed');
    assert.equal(proposed?.['customerId'], court.id('mallory'));
    assert.equal(proposed?.['suspended'], 2);
    await court.isJust();
  });

  it('refuses whatever would spend, bring in or give back credit', async () => {
    const customerId = court.id('mallory');
    const frozen = { code: 'wallet.frozen' };
    await assert.rejects(court.buy('mallory', third), frozen);
    await assert.rejects(
      court.inTx((tx) =>
        payAhead(tx, court.as('mallory'), { customerId, e164: first, periods: 1, key: 'ahead' }),
      ),
      frozen,
    );
    const money = { customerId, amountMicros: 5_000_000n, key: 'more' };
    await assert.rejects(
      court.inTx((tx) => topUp(tx, court.as('mallory'), { ...money, processor: 'bank' })),
      frozen,
    );
    await assert.rejects(
      court.inTx((tx) => promoteCustomer(tx, court.context, { ...money, reason: 'spring' })),
      frozen,
    );
  });

  it('refuses every refund under F1, and says so in a quote', async () => {
    const customerId = court.id('mallory');
    for (const request of [
      { subject: 'credit' },
      { subject: 'credit', amountMicros: 90_000_000n },
      { subject: 'rental', e164: first },
    ] as const) {
      const quoted = await court.inTx((tx) =>
        quoteRefund(tx, court.context, { customerId, destination: 'payments', ...request }),
      );
      assert.equal(quoted.outcome, 'refused');
      assert.deepEqual(quoted.clauses, ['F1']);
    }
    assert.equal(await court.inTx((tx) => refundable(tx, court.context, customerId)), 0n);
  });

  it('lets the customer stop and resume a renewal, which moves no money', async () => {
    const held = { customerId: court.id('mallory'), e164: first };
    await court.inTx((tx) => stopRenewal(tx, court.as('mallory'), held));
    await court.inTx((tx) => resumeRenewal(tx, court.as('mallory'), held));
  });

  it('is one at a time, and takes further evidence until it is decided', async () => {
    const caseId = await court.caseOf('mallory');
    await assert.rejects(court.propose('mallory', 'ben'), { code: caseOpen.code });
    await court.inTx((tx) => giveEvidence(tx, court.by('ben'), { caseId, text: 'the cards were reported' }));
    const { evidence } = await court.inTx((tx) => caseById(tx, caseId));
    assert.deepEqual(
      evidence.map(({ givenBy, text }) => `${givenBy}: ${text}`),
      ['staff:ann: stolen cards', 'staff:ben: the cards were reported'],
    );
  });

  it('tells the customer that the account is frozen, not what was found', async () => {
    const freeze = await court.inTx((tx) => freezeOf(tx, court.id('mallory')));
    assert.equal(freeze?.state, 'proposed');
    assert.deepEqual(Object.keys(freeze), ['since', 'state', 'forfeitedMicros', 'appeals']);
  });

  it('is not confirmed by who stands for it; the database refuses it too', async () => {
    await assert.rejects(court.confirm('mallory', 'ann'), { code: 'fraud.second_member_needed' });
    const caseId = await court.caseOf('mallory');
    await assert.rejects(
      sql`update fraud.fraud_case set state = 'confirmed', decided_at = proposed_at, decided_by = ${staff('ann')}
           where id = ${caseId}`.execute(court.db),
      /two_members_of_staff_confirm/,
    );
  });

  it('is proposed by staff, not by customers or the system', async () => {
    await assert.rejects(
      court.inTx((tx) =>
        proposeCase(tx, court.as('mallory'), { customerId: court.id('mallory'), evidence: 'me' }),
      ),
      { code: 'ERR_ASSERTION' },
    );
  });
});

describe('what became of a case', () => {
  it('does not change, and its evidence neither', async () => {
    const court = await openCourt();
    await suspect(court);
    const caseId = await court.propose('mallory');
    await court.dismiss('mallory');
    const refused: readonly [string, RegExp][] = [
      [
        `update fraud.fraud_case set state = 'proposed', decided_at = null, decided_by = null`,
        /does not change so/,
      ],
      [`update fraud.fraud_case set decided_by = 'staff:eve'`, /does not change so/],
      [`update fraud.evidence set text = 'nothing'`, /append-only/],
      [`delete from fraud.fraud_case`, /append-only/],
    ];
    for (const [statement, why] of refused) await assert.rejects(sql.raw(statement).execute(court.db), why);
    const wrong = { code: 'fraud.wrong_state' };
    await assert.rejects(
      court.inTx((tx) => giveEvidence(tx, court.by('ann'), { caseId, text: 'too late' })),
      wrong,
    );
    const { items } = await court.inTx((tx) => listCases(tx, { state: 'dismissed' }, { limit: 10 }));
    assert.deepEqual(
      items.map(({ id }) => id),
      [caseId],
    );
  });

  it('is unknown where there is none', async () => {
    const court = await openCourt();
    const caseId = '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f';
    await assert.rejects(
      court.inTx((tx) => caseById(tx, caseId)),
      { code: 'fraud.unknown' },
    );
    await assert.rejects(
      court.inTx((tx) => rejectAppeal(tx, court.by('ben'), { caseId, reason: 'no' })),
      { code: 'fraud.unknown' },
    );
  });
});

describe('a confirmed case', () => {
  it('forfeits all credit, and lets the calendar go on without it', async () => {
    const court = await openCourt();
    await suspect(court);
    await court.propose('mallory');
    await court.at('2022-04-09T12:00');
    await court.confirm('mallory');
    assert.equal(await court.credit('mallory'), '0.00');
    assert.equal(await court.status(first), 'suspended until 2022-04-10');
    await court.at('2022-04-10T00:00');
    const restorable = 'quarantined until 2022-04-10, restorable until 2022-05-14';
    assert.equal(await court.status(first), restorable);
    await assert.rejects(court.restore('mallory', first), { code: 'wallet.frozen' });
    await court.at('2022-05-14T00:00');
    assert.equal(await court.status(first), 'dismissed');
    assert.deepEqual(
      (await court.events('numbers.quarantined')).map(({ reason }) => reason),
      ['frozen', 'frozen'],
    );
    await court.isJust();
  });

  it('puts numbers whose paid-until date has passed into quarantine at once', async () => {
    const court = await openCourt();
    await suspect(court);
    await court.propose('mallory');
    await court.at('2022-04-20T12:00');
    assert.equal(await court.status(first), 'suspended until 2022-04-10');
    await court.confirm('mallory');
    assert.equal(await court.status(first), 'quarantined until 2022-04-10, restorable until 2022-05-24');
    await court.isJust();
  });

  it('is appealed against once at a time, and stays when the appeal is rejected', async () => {
    const court = await openCourt();
    await suspect(court);
    await assert.rejects(court.appeal('mallory'), { code: 'fraud.nothing_to_appeal' });
    await court.propose('mallory');
    await assert.rejects(court.appeal('mallory'), { code: 'fraud.nothing_to_appeal' });
    await court.confirm('mallory');
    await assert.rejects(court.uphold('mallory'), { code: 'fraud.no_appeal' });
    const caseId = await court.appeal('mallory');
    await assert.rejects(court.appeal('mallory'), { code: 'fraud.nothing_to_appeal' });
    await court.inTx((tx) => rejectAppeal(tx, court.by('cleo'), { caseId, reason: 'the cards are stolen' }));
    const { state, appeals } = await court.inTx((tx) => caseById(tx, caseId));
    assert.equal(state, 'confirmed');
    assert.equal(appeals[0]?.reason, 'the cards are stolen');
    await court.appeal('mallory');
    await court.uphold('mallory');
    assert.equal(await court.credit('mallory'), '42.00');
    assert.equal(await court.status(first), 'active until 2022-04-10');
    await court.isJust();
  });
});
