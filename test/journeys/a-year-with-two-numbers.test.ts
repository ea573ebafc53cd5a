import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDue } from '../../src/doors/worker/calendar.ts';
import { readStory } from '../../src/simulation/scenario/read-story.ts';
import type { Step } from '../../src/simulation/scenario/story.ts';
import { perform } from '../../src/simulation/scenario/words/index.ts';
import { openWorld, type World } from '../../src/simulation/scenario/world.ts';
import { freshDatabase } from '../support/database.ts';
import { houseText, statementText } from './books.ts';

// Ada pays by card and by PayPal, gets a present, holds two numbers, loses one for lack of credit, has it back, and leaves.
const story = `
title: A year with two numbers
fees:
  paypal: {percent: "3.4", fixed: "0.35"}
  card: {percent: "1.5", fixed: "0.25"}
numbers:
  - {number: "+390612345678", country: IT, city: Rome, monthly: "4.00", setup: "1.00"}
  - {number: "+34910000001", country: ES, city: Madrid, monthly: "3.00"}
start: 2022-01-31T10:00
story:
  - signUp: {customer: ada, language: it}
  - topUp: {customer: ada, amount: "10.00", via: card}
    as: card
  - promote: {customer: ada, amount: "2.00"}
  - buy: {customer: ada, number: "+390612345678"}
  - at: 2022-02-10T10:00
  - buy: {customer: ada, number: "+34910000001"}
  - at: 2022-03-20T10:00
  - topUp: {customer: ada, amount: "20.00", via: paypal}
    as: paypal
  - at: 2022-05-01T10:00
  - refund: {customer: ada, for: credit, amount: "2.00"}
  - at: 2022-05-02T10:00
  - refund: {customer: ada, for: credit}
`;

const statement = `
2022-01-31  topup.succeeded         10.00    10.00  card 10.00
2022-01-31  promotion.granted        2.00    12.00  promotion 2.00
2022-01-31  rental.set_up           -1.00    11.00  card 1.00
2022-01-31  rental.started          -4.00     7.00  card 4.00
2022-02-10  rental.started          -3.00     4.00  card 3.00
2022-02-28  rental.renewed          -4.00     0.00  card 2.00, promotion 2.00
2022-03-20  topup.succeeded         20.00    20.00  paypal 20.00
2022-03-20  rental.restored         -3.00    17.00  paypal 3.00
2022-03-31  rental.renewed          -4.00    13.00  paypal 4.00
2022-04-10  rental.renewed          -3.00    10.00  paypal 3.00
2022-04-30  rental.renewed          -4.00     6.00  paypal 4.00
2022-05-01  refund.paid_back        -0.97     5.03  paypal 0.97
2022-05-01  refund.fee_retained     -1.03     4.00  paypal 1.03
2022-05-02  refund.paid_back        -4.00     0.00  paypal 4.00
`.trim();

const house = `
revenue_setup                 1.00
revenue_rental               25.00
processor_clearing card      -9.60
processor_clearing paypal   -14.00
processor_fees card          -0.40
processor_fees paypal        -1.03
fees_retained                 1.03
refunds_payable               0.00
goodwill                     -2.00
`.trim();

const live = async (world: World, steps: readonly Step[]): Promise<void> => {
  for (const [index, step] of steps.entries()) {
    if (step.verb === 'expect') continue;
    await perform(step.verb, { world, key: `step ${index}`, name: step.as }, step.with);
    await runDue(world.app.connection.db, world.context, world.app.tasks);
  }
};

test('a year with two numbers, as the books tell it', async () => {
  const database = await freshDatabase();
  const reading = readStory(story);
  assert.ok('story' in reading);
  const world = await openWorld(reading.story, database.url);
  try {
    await live(world, reading.story.steps);
    assert.equal(await statementText(world, 'ada'), statement);
    assert.equal(await houseText(world), house);
  } finally {
    await world.close();
    await database.drop();
  }
});
