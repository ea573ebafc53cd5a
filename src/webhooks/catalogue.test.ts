import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { dataOf, publicForm } from './catalogue/event-type.ts';
import { eventTypes, internalEvents, typesFor } from './catalogue.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const kind = /'([a-z_]+\.[a-z_]+)'/g;

/** Every kind that some file records: the dotted names in a call of record…Event(s), and in the lists and types of kinds. */
const recordedKinds = (): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const path of globSync('**/*.ts', { cwd: root })) {
    if (path.endsWith('.test.ts') || path.startsWith('webhooks/catalogue')) continue;
    const text = readFileSync(`${root}${path}`, 'utf8');
    const calls = text.match(/\brecord\w*Events?\((?:[^;]|;(?!\n))*?;\n/g) ?? [];
    const types =
      text.match(
        /(?:export (?:type \w*EventKinds?|const \w*[eE]vent(?:Kind)?s) =[^;]*;|interface Payloads \{[^]*?\n\})/g,
      ) ?? [];
    for (const part of [...calls, ...types]) for (const match of part.matchAll(kind)) found.add(match[1]!);
  }
  return found;
};

describe('the catalogue of events', () => {
  it('knows every event that is recorded: it is told, or there is a reason why not', () => {
    const known = new Set([...eventTypes.map(({ from }) => from), ...Object.keys(internalEvents)]);
    const recorded = recordedKinds();
    assert.ok(
      recorded.has('numbers.renewed') && recorded.has('payments.credited'),
      'the search finds what it must',
    );
    assert.deepEqual(
      [...recorded].filter((one) => !known.has(one)),
      [],
      'add it to src/webhooks/catalogue/, or to internalEvents with the reason',
    );
    assert.deepEqual(
      [...known].filter((one) => !recorded.has(one)),
      [],
      'nobody records it any more',
    );
  });

  it('tells each event by one name, and none that is also internal', () => {
    for (const names of [eventTypes.map(({ type }) => type), eventTypes.map(({ from }) => from)])
      assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      eventTypes.filter(({ from }) => from in internalEvents),
      [],
    );
    for (const { type } of eventTypes) assert.match(type, /^[a-z_]+\.[a-z_]+$/);
  });

  for (const one of eventTypes)
    it(`shows of ${one.type} an example that is what would be sent`, async () => {
      const { fill: _, ...plain } = one;
      assert.deepEqual(await dataOf(plain, null as never, null as never, one.example), one.example);
      const described = one.data.toJSONSchema() as { properties: object };
      assert.deepEqual(Object.keys(described.properties), Object.keys(one.example));
    });

  it('offers a customer nothing that is for the operator alone', () => {
    assert.ok(typesFor(null).length > typesFor('somebody').length);
  });

  it('writes amounts and numbers as the API does', () => {
    assert.deepEqual(
      publicForm({ e164: '+390612345678', amountMicros: '4000000', feeMicros: null, step: 7 }),
      {
        number: '+390612345678',
        amount: '4.00',
        fee: null,
        step: 7,
      },
    );
  });
});
