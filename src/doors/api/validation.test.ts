import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { Language } from '#platform';
import { e164 } from './schemas.ts';
import { faultsOf, InvalidPart } from './validation.ts';

const schema = z.strictObject({
  to: z.union([
    z.strictObject({ provider: z.string(), userName: z.string() }),
    z.strictObject({ address: z.string().regex(/^sip:/) }),
    z.strictObject({ number: e164 }),
  ]),
});

const check = (
  body: unknown,
  expected: Readonly<Record<string, RegExp>>,
  language: Language = 'en',
): void => {
  const { error } = schema.safeParse(body, { reportInput: true });
  const faults = faultsOf(new InvalidPart(error!.issues), language);
  assert.deepEqual(
    faults.map(({ field }) => field),
    Object.keys(expected),
  );
  for (const { field, detail } of faults) assert.match(detail, expected[field]!);
};

describe('of something that may have several forms, a fault names', () => {
  it('what is wrong with the form that was meant', () => {
    check({ to: { provider: 'linphone' } }, { 'to.userName': /expected string/ });
    check({ to: { number: '39' } }, { 'to.number': /^Is not a phone number such as/ });
    check({ to: { userName: 'ada' } }, { 'to.provider': /expected string/ });
    check({ to: { address: 'sip:ada@example.net', name: 'ada' } }, { 'to.name': /Unrecognized/ });
  });

  it('all of them, when none can be told to be meant', () => {
    const all = /^One of these is needed: provider and userName; address; number$/;
    check({ to: { name: 'ada' } }, { to: all });
    check({ to: {} }, { to: /^Serve una di queste opzioni: provider e userName; address; number$/ }, 'it');
  });

  it('what it must be at all, when it is something else', () => {
    check({ to: 'sip:ada@example.net' }, { to: /expected object, received string/ });
    check({}, { to: /expected object, received undefined/ });
  });
});
