import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStory } from './read-story.ts';

const head = `title: t
numbers:
  - {number: "+390612345678", country: IT, city: Rome, monthly: "4.00"}
start: 2022-03-10T09:00
story:
`;

/** The faults of a story, one a line: line, key, message. */
const check = (text: string, expected: string): void => {
  const reading = readStory(text);
  const faults =
    'faults' in reading
      ? reading.faults.map(({ line, key, message }) => `${line} ${key}: ${message}`)
      : ['none'];
  assert.equal(faults.join('\n'), expected);
};

test('a story is read with what was left out filled in', () => {
  const reading = readStory(
    `${head}  - signUp: {customer: ada}\n  - buy: {customer: ada, number: "+390612345678"}\n    as: b\n`,
  );
  assert.ok('story' in reading);
  assert.deepEqual(reading.story.steps, [
    { verb: 'signUp', with: { customer: 'ada', language: 'en' } },
    { verb: 'buy', with: { customer: 'ada', number: '+390612345678', months: 1 }, as: 'b' },
  ]);
  assert.equal(reading.story.numbers[0]?.setup, '0.00');
});

test('a file that is no YAML is refused with its line', () => {
  check(
    'title: [t\nstart: 2022-03-10',
    '2 : Flow sequence in block collection must be sufficiently indented and end with a ]',
  );
});

test('an amount without quotes is refused: YAML would read it as a number with an error of its own', () => {
  check(
    `${head}  - topUp: {customer: ada, amount: 12.00, via: bank}\n`,
    '6 story[0].topUp.amount: write the amount in quotes, for example "4.00"',
  );
});

test('a misspelt key is named with its line', () => {
  check(
    `${head}  - signUp: {customer: ada, langage: it}\n`,
    '6 story[0].signUp.langage: is not known here: langage',
  );
});

test('a number that is forwarded nowhere says what is missing', () => {
  check(`${head}  - forward: {number: "+390612345678"}\n`, '6 story[0].forward: needs either to or plan');
});

test('a step with two verbs is refused', () => {
  check(
    `${head}  - signUp: {customer: ada}\n    promote: {customer: ada, amount: "1.00"}\n`,
    '6 story[0]: a step has one verb, this one has signUp, promote',
  );
});

test('a verb that is none is refused with those that there are', () => {
  const reading = readStory(`${head}  - teleport: {number: "+390612345678"}\n`);
  assert.ok('faults' in reading);
  assert.match(reading.faults[0]!.message, /is not a verb of this version; there are: at, signUp/);
});

test('a date that does not exist is refused', () => {
  check(`${head}  - at: 2022-02-30\n`, '6 story[0].at: is a date or a time that does not exist');
});

test('a policy parameter that does not exist is named', () => {
  check(
    head.replace('start:', 'operator: {policy: {quarantine: 3}}\nstart:') + '  - signUp: {customer: a}\n',
    '4 operator.policy.quarantine: is not known here: quarantine',
  );
});

test('faults of the head and of the steps are told together, in the order of the lines', () => {
  const reading = readStory(`${head.replace('2022-03-10T09:00', 'soon')}  - fly: {}\n  - at: later\n`);
  assert.ok('faults' in reading);
  assert.deepEqual(
    reading.faults.map(({ line }) => line),
    [4, 6, 7],
  );
});

test('an empty file is refused', () => {
  const reading = readStory('');
  assert.ok('faults' in reading);
  assert.ok(reading.faults.some(({ key }) => key === 'title'));
});
