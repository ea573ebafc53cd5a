import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { codeInSpeech, codeInTones } from './code-in-speech.ts';

describe('the code that a call reads out', () => {
  const check = (transcript: string, expected: string | null): void => {
    assert.equal(codeInSpeech(transcript), expected, transcript);
  };

  it('is understood as numerals and as words, said once or again', () => {
    check('Hello. Your verification code is 4 8 2 9 1 3. Again: 4 8 2 9 1 3. Goodbye.', '482913');
    check('Your code is: 4, 8, 2, 9. I repeat: 4, 8, 2, 9.', '4829');
    check('your code is 482913', '482913');
    check('your code is four eight two nine one three', '482913');
    check(
      'Your Google code is four, eight, two, nine, one, three. Once more: four, eight, two, nine, one, three.',
      '482913',
    );
    check('four eight two nine four eight two nine four eight two nine', '4829');
    check('code: double four two oh nine', '44209');
    check('Su código es cuatro, ocho, dos, nueve', '4829');
    check('Il tuo codice è quattro, otto, due, nove. Ripeto: quattro, otto, due, nove.', '4829');
    check('Il codice è doppio tre sei zero', '3360');
  });

  it('is not what is none', () => {
    check('Hello, this is a call from the bank. Please call us back.', null);
    check('One moment please', null);
    check('Call us at zero six one two three four five six seven eight', null);
    check('', null);
  });

  it('is found however often and in whichever words it is read', () => {
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 4, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom(' ', ', ', '. '),
        fc.constantFrom(1, 2, 3),
        (digits, inWords, pause, times) => {
          const said = digits.map((digit) => (inWords ? words[digit] : String(digit))).join(pause);
          const transcript = `Your code is ${Array.from({ length: times }, () => said).join(', again ')}. Bye.`;
          // 1111 1111 is 1111 said twice.
          const code = /^(\d{4})\1$/.exec(digits.join(''))?.[1] ?? digits.join('');
          assert.equal(codeInSpeech(transcript), code);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is typed in tones', () => {
    assert.equal(codeInTones('4829#'), '4829');
    assert.equal(codeInTones('48294829'), '4829');
    assert.equal(codeInTones('12'), null);
    assert.equal(codeInTones(''), null);
    assert.equal(codeInTones('+390612345678'), null);
  });
});
