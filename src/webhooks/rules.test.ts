import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isGivenUp, retryAfterOf, retrySeconds, secondsToNext } from './rules.ts';

const tries = retrySeconds.map((_, index) => index + 1);

describe('the back-off', () => {
  it('grows from try to try, is the same for the same message, and ends after three to four days', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const delays = tries.map((attempt) => secondsToNext(id, attempt, null));
        assert.deepEqual(
          delays,
          tries.map((attempt) => secondsToNext(id, attempt, null)),
        );
        for (const [index, delay] of delays.entries()) {
          assert.ok(delay !== null && delay >= retrySeconds[index]!);
          assert.ok(index === 0 || delay >= delays[index - 1]!, 'monotone');
        }
        const days = delays.reduce<number>((sum, delay) => sum + delay!, 0) / 86_400;
        assert.ok(days > 3 && days < 4, `${days} days`);
        assert.equal(secondsToNext(id, tries.length + 1, null), null);
      }),
    );
  });

  it('differs between messages that failed together', () => {
    const delays = Array.from({ length: 50 }, (_, index) => secondsToNext(`message ${index}`, 3, null));
    assert.ok(new Set(delays).size > 25);
  });

  it('waits for as long as the endpoint asked, up to a day, and never less than by itself', () => {
    const alone = secondsToNext('m', 1, null)!;
    assert.equal(secondsToNext('m', 1, 120), 120);
    assert.equal(secondsToNext('m', 1, 1), alone);
    assert.equal(secondsToNext('m', 1, 999_999), 86_400);
  });

  it('reads Retry-After in seconds and nothing else', () => {
    assert.equal(retryAfterOf('120'), 120);
    for (const other of [undefined, '', '-1', '1.5', 'Fri, 31 Dec 1999 23:59:59 GMT', '12345678901'])
      assert.equal(retryAfterOf(other), null);
  });

  it('gives an endpoint up after five days', () => {
    const since = Temporal.Instant.from('2022-03-10T08:00:00Z');
    assert.equal(isGivenUp(since, Temporal.Instant.from('2022-03-15T07:59:59Z')), false);
    assert.equal(isGivenUp(since, Temporal.Instant.from('2022-03-15T08:00:00Z')), true);
  });
});
