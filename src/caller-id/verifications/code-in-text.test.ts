import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { codeInText } from './code-in-text.ts';

const check = (text: string, expected: string | null): void => {
  assert.equal(codeInText(text), expected, text);
};

describe('the code of a verification message', () => {
  it('is found in what providers write', () => {
    check('G-123456 is your Google verification code.', '123456');
    check(
      'Your WhatsApp code: 123-456\n\nYou can also tap on this link to verify your phone: v.whatsapp.com/123456',
      '123456',
    );
    check("Your WhatsApp code: 123-456\n\nDon't share this code with others\n4sgLq1p5sV6", '123456');
    check(
      'Telegram code: 12345\n\nYou can also tap on this link to log in:\nhttps://t.me/login/12345',
      '12345',
    );
    check('Zadarma: your verification code is 4831', '4831');
    check('Zadarma confirmation code: 8295. If you did not ask for it, ignore this message.', '8295');
    check('FB-48210 is your Facebook confirmation code', '48210');
    check('<#> 483920 is your Uber code. Never share it. qlRnn4A1sbt', '483920');
    check('Use 739 201 to verify your Signal account.', '739201');
    check('SIGNAL: Your code is: 739201\n\nDo not share this code', '739201');
    check('Microsoft access code: 1234567', '1234567');
    check('123456 is your Amazon OTP. Do not share it with anyone.', '123456');
    check(
      'Your Apple ID Code is: 123456. Do not share it with anyone.\n@apple.com #123456 %apple.com',
      '123456',
    );
    check('Twilio Verify: 84920173', '84920173');
    check('PIN 5821', '5821');
    check('5821', '5821');
    check('482913', '482913');
  });

  it('is found in Spanish, Italian and other languages', () => {
    check('Su código de verificación es 123456. Válido durante 10 minutos.', '123456');
    check('123456 es tu código de verificación de Google', '123456');
    check('Tu clave es: 4829', '4829');
    check('Il tuo codice di verifica è 654321. Non condividerlo con nessuno.', '654321');
    check('Ecco il codice per confermare il tuo numero: 9024', '9024');
    check('Usa 482913 come codice di conferma. Scade tra 1440 minuti.', '482913');
    check('Ihr Bestätigungscode lautet 482913', '482913');
    check('Votre code de vérification est 482 913', '482913');
    check('Seu código de confirmação é 4829', '4829');
    check('Twój kod: 482913', '482913');
    check('Ваш код подтверждения: 4829', '4829');
    check('Код: 1234', '1234');
    check('【微信】验证码：482913，5分钟内有效。', '482913');
    check('認証コード：482913', '482913');
    check('[카카오] 인증번호 482913 를 입력하세요', '482913');
    check('رمز التحقق الخاص بك هو ٤٨٢٩١٣', '482913');
  });

  it('is not a phone number, a date, a time, an amount, an order, a part of a card', () => {
    check('Call us at +39 06 1234 5678', null);
    check('Call us at 06 1234 5678 or 800 123 456', null);
    check('For help call 5550100', null);
    check('Missed call from 0612345678', null);
    check('Your appointment is on 10/03/2022 at 15:30', null);
    check('See you on 2022-03-10', null);
    check('You have paid EUR 1234.50 with card ending in 4821', null);
    check('1500 EUR were withdrawn with card **** 4821', null);
    check('Your order #482913 has been shipped', null);
    check('Happy new year 2023!', null);
    check('Since 1998 we make shoes. Come and see 2000 of them.', null);
    check('Look: https://example.net/482913', null);
    check('Hello, how are you?', null);
    check('', null);
  });

  it('is told from the other numbers beside it', () => {
    check('Your code is 4829. It expires at 15:30 on 10/03/2022. Questions? +44 1632 960001', '4829');
    check('EUR 1500 to ES12 3456: confirm with code 482913', '482913');
    check('Payment of 250.00 EUR with card ending in 1234. Code: 882104', '882104');
    check('2022 is over! Your code: 4829', '4829');
    check('Code 2024', '2024');
    check('Il codice è 1998', '1998');
    check('Pedido 445566: su código de recogida es 7788', '7788');
    check('Your code is 482913. Never call 0800123456 to read it out.', '482913');
  });

  it('is put together where it is written in pieces or with other spaces', () => {
    check('Your code: 1 2 3 4 5 6', '123456');
    check('Your code: 123\u00a0456', '123456');
    check('Your code: 1234 5678', '12345678');
    check('Your code: \u2066123456\u2069', '123456');
  });

  const countries = ['IT', 'ES', 'GB', 'US', 'DE', 'FR'] as const;
  const examples = {
    IT: '+3906########',
    ES: '+3491#######',
    GB: '+44163296####',
    US: '+1212555####',
    DE: '+4930########',
    FR: '+331########',
  };
  const phone = fc
    .record({
      country: fc.constantFrom(...countries),
      digits: fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }),
    })
    .map(({ country, digits }) => {
      let at = 0;
      return examples[country].replaceAll('#', () => String(digits[at++]));
    });
  const written = fc
    .tuple(phone, fc.constantFrom('plain', 'international', 'national', 'dashed'))
    .map(([number, form]) => {
      const parsed = parsePhoneNumberFromString(number);
      if (form === 'plain' || parsed === undefined) return number;
      if (form === 'dashed') return parsed.formatInternational().replaceAll(' ', '-');
      return form === 'national' ? parsed.formatNational() : parsed.formatInternational();
    });
  const year = fc.integer({ min: 1900, max: 2099 }).map(String);
  const code = fc
    .array(fc.nat(9), { minLength: 4, maxLength: 8 })
    .map((digits) => digits.join(''))
    .filter((text) => !/^(19|20)\d\d$/.test(text));

  it('is never a phone number or a year, whatever they are', () => {
    const frames = [
      'Call us at #',
      'Your number # was added',
      'New: #',
      '# called you',
      'Chiama il # entro oggi',
      '#',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.oneof(written, year), (frame, number) => {
        // The whole of a message that is a year is no message about a year.
        fc.pre(!(frame === '#' && number.length === 4));
        assert.equal(codeInText(frame.replace('#', number)), null);
      }),
      { numRuns: 500 },
    );
  });

  it('is found beside phone numbers and years', () => {
    const frames = [
      'Your code is #. Questions? @',
      '# is your verification code, copyright @ Example',
      'Il tuo codice di verifica: #. Servizio clienti @',
      'Ciao @, su código es #',
      'From @: use code # to go on',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...frames), code, fc.oneof(written, year), (frame, digits, other) => {
        assert.equal(codeInText(frame.replace('#', digits).replace('@', other)), digits);
      }),
      { numRuns: 500 },
    );
  });

  it('is never found where it is not, and is always four to eight digits of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const found = codeInText(text);
        assert(found === null || /^\d{4,8}$/.test(found));
      }),
      { numRuns: 500 },
    );
  });
});
