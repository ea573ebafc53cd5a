import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueOf } from '../../test/support/work.ts';
import { openCourt, type Court } from '../../test/support/fraud.ts';
import {
  caseById,
  explainFinding,
  forgetting,
  observe,
  openCaseOf,
  setThreshold,
  signalNames,
  signalsOfCall,
  thresholds,
  type SignalName,
} from './index.ts';

let counted = 0;

/** As many things of one kind, a minute after each other. */
const many = async (court: Court, signal: SignalName, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    court.context.clock.moveTo(court.context.clock.now().add({ minutes: 1 }));
    counted += 1;
    await court.inTx((tx) =>
      observe(tx, court.context, {
        customerId: court.id('mallory'),
        signal,
        at: court.context.clock.now(),
        subject: `thing ${counted}`,
        facts: { no: index + 1 },
      }),
    );
  }
};

const stateOf = async (court: Court): Promise<string | undefined> =>
  (await court.inTx((tx) => openCaseOf(tx, court.id('mallory'))))?.state;

const watched = async (): Promise<Court> => {
  const court = await openCourt();
  await court.customer('mallory', '20.00');
  return court;
};

describe('a signal', () => {
  it('proposes a case from its threshold on, with what it counted as evidence', async () => {
    const court = await watched();
    await many(court, 'failed_cards', 7);
    assert.equal(await stateOf(court), undefined);
    await many(court, 'failed_cards', 1);
    assert.equal(await stateOf(court), 'proposed');
    const caseId = await court.caseOf('mallory');
    const { signal, proposedBy, endorsedBy, evidence } = await court.inTx((tx) => caseById(tx, caseId));
    assert.deepEqual([signal, proposedBy, endorsedBy], ['failed_cards', 'system', null]);
    assert.equal(
      evidence[0]!.text,
      '8 card payments that failed within 24 hours; from 8 on, a case is proposed.',
    );
    const { found, count, windowMinutes, examples } = evidence[0]!.facts as Record<string, unknown>;
    assert.deepEqual({ found, count, windowMinutes }, { found: 8, count: 8, windowMinutes: 1440 });
    assert.equal((examples as unknown[]).length, 8);
    await many(court, 'failed_cards', 1);
    await court.isJust();
  });

  it('counts a thing once, however often it hears of it', async () => {
    const court = await watched();
    const seen = {
      customerId: court.id('mallory'),
      signal: 'failed_cards',
      subject: 'the same card',
    } as const;
    for (let index = 0; index < 20; index += 1)
      await court.inTx((tx) =>
        observe(tx, court.context, { ...seen, at: court.context.clock.now(), facts: {} }),
      );
    assert.equal(await stateOf(court), undefined);
  });

  it('does not count what lies before its window', async () => {
    const court = await watched();
    await many(court, 'failed_cards', 7);
    court.context.clock.moveTo(court.context.clock.now().add({ hours: 24 }));
    await many(court, 'failed_cards', 7);
    assert.equal(await stateOf(court), undefined);
  });

  it('does not propose again for what a dismissed case was about', async () => {
    const court = await watched();
    await many(court, 'failed_cards', 8);
    await court.dismiss('mallory');
    await many(court, 'failed_cards', 7);
    assert.equal(await stateOf(court), undefined);
    await many(court, 'failed_cards', 1);
    assert.equal(await stateOf(court), 'proposed');
  });

  it('is confirmed only after a member of staff has endorsed it, by another one', async () => {
    const court = await watched();
    await many(court, 'short_calls', 60);
    await assert.rejects(court.confirm('mallory'), { code: 'fraud.not_endorsed' });
    await court.endorse('mallory', 'ben');
    await assert.rejects(court.endorse('mallory', 'ann'), { code: 'fraud.wrong_state' });
    await assert.rejects(court.confirm('mallory', 'ben'), { code: 'fraud.second_member_needed' });
    await court.confirm('mallory', 'ann');
    assert.equal(await court.credit('mallory'), '0.00');
    await court.isJust();
  });

  it('keeps to the threshold that the operator set, and is silent when it is off', async () => {
    const court = await watched();
    const set = (count: number, enabled: boolean) =>
      court.inTx((tx) =>
        setThreshold(tx, court.by('ann'), { signal: 'purchases', count, windowMinutes: 60, enabled }),
      );
    await set(2, false);
    await many(court, 'purchases', 5);
    assert.equal(await stateOf(court), undefined);
    await set(6, true);
    assert.deepEqual(
      (await court.inTx(thresholds)).find(({ signal }) => signal === 'purchases'),
      { signal: 'purchases', count: 6, windowMinutes: 60, enabled: true },
    );
    await many(court, 'purchases', 1);
    assert.equal(await stateOf(court), 'proposed');
  });

  it('forgets what no window reaches any more', async () => {
    const court = await watched();
    await many(court, 'top_ups', 3);
    const due = await dueOf(court.db, court.context, forgetting);
    assert.ok(due);
    court.context.clock.moveTo(due);
    assert.equal(await forgetting.run(court.db, court.context), 1);
  });

  it('counts a call as dear by the started minute, and as short when it was answered', () => {
    const call = { outcome: 'completed', talkSeconds: 60, billedSeconds: 60, chargeMicros: 1_000_000n };
    const table: readonly [Partial<typeof call>, readonly string[]][] = [
      [{}, ['premium_calls']],
      [{ chargeMicros: 999_999n }, []],
      [{ billedSeconds: 61, chargeMicros: 1_999_999n }, []],
      [{ billedSeconds: 61, chargeMicros: 2_000_000n }, ['premium_calls']],
      [{ talkSeconds: 9, billedSeconds: 9, chargeMicros: 100_000n }, ['short_calls']],
      [{ talkSeconds: 9, billedSeconds: 60 }, ['premium_calls', 'short_calls']],
      [{ outcome: 'unanswered', talkSeconds: 0, billedSeconds: 0, chargeMicros: 0n }, []],
      [{ outcome: 'cut', talkSeconds: 5, billedSeconds: 5, chargeMicros: 10_000n }, []],
    ];
    for (const [difference, signals] of table)
      assert.deepEqual(signalsOfCall({ ...call, ...difference }), signals);
  });

  it('explains itself in every language', () => {
    for (const signal of signalNames) {
      const finding = { signal, found: 12, count: 10, windowMinutes: 90 };
      const texts = [explainFinding.en(finding), explainFinding.es(finding), explainFinding.it(finding)];
      assert.equal(new Set(texts).size, 3);
      for (const text of texts) assert.match(text, /12 .*90 min.*10/);
    }
  });
});
