import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { readStory } from '../scenario/read-story.ts';
import { layGround } from '../scenario/run-files.ts';
import { runStory } from '../scenario/run-story.ts';
import { copyTemplate } from '#platform';
import { diceOf } from './dice.ts';
import { makeStory } from './make-story.ts';
import type { Playing } from './play.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { storyText } from './story-text.ts';

const ground = await layGround(process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']);
after(() => ground.close());

/** Days lived through in all, in towns of every size. */
const towns = [
  { customers: 1, days: 2_000, pace: 30, seeds: [1, 2, 3] },
  { customers: 2, days: 1_000, pace: 30, seeds: [4, 5] },
  { customers: 3, days: 500, pace: 20, seeds: [6, 7] },
  { customers: 6, days: 250, pace: 9, seeds: [8, 9, 10, 11] },
];

describe('ten thousand days of chance', { concurrency: 2 }, async () => {
  await Promise.all(
    towns.flatMap(({ customers, days, pace, seeds }) =>
      seeds.map((seed) =>
        it(`leave the books right: seed ${seed}, ${customers} customers, ${days} days`, async () => {
          const { failure, story } = await simulate(ground, { seed, customers, days, pace });
          assert.equal(failure, null, story === null ? '' : storyText(story, failure?.message ?? ''));
        }),
      ),
    ),
  );
});

describe('a simulation', () => {
  const chance = { seed: 7, customers: 3, days: 90, pace: 9 };

  it('is the same for the same seed, and another for another', () => {
    const text = (seed: string) => JSON.stringify(makeStory(chance, diceOf(seed)));
    assert.equal(text('a'), text('a'));
    assert.notEqual(text('a'), text('b'));
  });

  it('finds what is wrong, and tells it with the shortest story that still is', async () => {
    // A purchase also gives a cent that no book knows of.
    const afterStep: Playing['afterStep'] = async ({ app }, { verb }) => {
      if (verb !== 'buy') return;
      await sql`update ledger.account set balance = balance + 10000 where type = 'wallet' and balance > 0`.execute(
        app.connection.db,
      );
    };
    const { failure, story, steps } = await simulate(
      ground,
      { ...chance, days: 240 },
      // However slow the machine is, the story is the shortest.
      { afterStep, shrinkSeconds: 1_000 },
    );
    assert.match(failure?.message ?? '', /wallet/);
    assert.ok(steps > 100);
    assert.ok(story);
    const [first, second, ...others] = story.steps.map(({ verb }) => verb).filter((verb) => verb !== 'at');
    assert.equal(first, 'signUp');
    assert.match(second ?? '', /^(?:topUp|promote)$/);
    assert.deepEqual(others, ['buy'], storyText(story, ''));
  });

  it('tells it as a file that the scenario runner runs', async () => {
    const story = makeStory(chance, diceOf('a file'));
    const reading = readStory(storyText(story, 'seed 1\nwhy it failed'));
    assert.ok('story' in reading, JSON.stringify(reading));
    assert.deepEqual(reading.story.steps, story.steps);
    const copy = await copyTemplate(ground.template);
    const { steps } = await runStory(reading.story, copy.url);
    await copy.drop();
    assert.equal(steps.length, story.steps.length);
  });
});

describe('making a story shorter', () => {
  it('leaves what it takes to fail, in its order', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    let tries = 0;
    const failing = (some: readonly number[]) => {
      tries += 1;
      const isWhole = [7, 42, 61].every((one) => some.includes(one));
      return Promise.resolve(isWhole ? some.slice(0, some.indexOf(61) + 1) : null);
    };
    assert.deepEqual(await shrink(items, failing, () => true), [7, 42, 61]);
    assert.ok(tries < 60, `${tries} tries`);
  });

  it('ends when patience does, with a story that fails', async () => {
    let tries = 0;
    const failing = (some: readonly number[]) => Promise.resolve(some.includes(3) ? some : null);
    const rest = await shrink([1, 2, 3, 4, 5, 6, 7, 8], failing, () => (tries += 1) < 3);
    assert.ok(rest.includes(3) && rest.length < 8);
  });
});
