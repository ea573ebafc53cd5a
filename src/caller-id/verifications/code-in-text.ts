// Finds the code in a verification message. Pure.

/** Where a code may stand, and how sure its surroundings make it. */
interface Candidate {
  readonly code: string;
  readonly score: number;
}

/** Words that stand beside codes, in the languages in which providers write. */
const words = [
  'codes?', 'pin', 'otp', 'tan', 'passcode', 'password', 'verif\\p{L}*', 'confirm\\p{L}*', 'security number',
  'c[oó]digos?', 'clave', 'contraseña', 'codice', 'codici', 'parola', 'conferma\\p{L}*',
  'kode?', 'kodu', 'kód\\p{L}*', 'koden', 'best[äa]tigung\\p{L}*', '\\p{L}*code', 'mot de passe', 'senha', 'κωδικ\\p{L}*',
  'код\\p{L}*', 'парол\\p{L}*', 'رمز', 'كود', '验证码', '驗證碼', '校验码', '認証', '確認', 'コード', '인증', '코드',
].join('|'); // prettier-ignore
const besideCodes = new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|验证码|驗證碼|コード|인증번호`, 'giu');

/** Words after which a number is one to call, a part of a card, or an order. */
const besideOthers =
  /(?:\b(?:call|phone|tel|fax|dial|ll[aá]m\p{L}*|tel[eé]fono|chiam\p{L}*|ending (?:in|with)|ends with|terminada? en|acabada? en|termina(?:nte)? (?:con|in)|order|pedido|ordine|ref\p{L}*|invoice|factura|fattura)\b[^\p{L}\d]*|[*•x]{2,} ?|#)$/iu;

/** A word that says for how long, or how much. */
const unitAfter =
  /^\s?(?:min\p{L}*|seg\p{L}*|sec\p{L}*|h\b|hours?|horas?|or[ae]\b|days?|d[ií]as?|giorn[oi]|uhr|minut\p{L}*|мин\p{L}*|час\p{L}*|eur|usd|gbp|chf|euros?|[€$£%]|[.,:/]\d)/iu;
const currencyBefore = /(?:[€$£]|eur|usd|gbp|chf)\s?$/iu;

const notCodes: readonly RegExp[] = [
  // Addresses of pages and mailboxes.
  /\b(?:https?:\/\/|www\.)\S+/giu,
  /\S+@\S+\.\S+/gu,
  /\b[\w-]+\.[a-z]{2,}\/\S*/giu,
  // Phone numbers in international form, and anything with more digits than a code has.
  /\+\s?\(?\d(?:[\s().\-/]{0,2}\d){5,}/gu,
  /\d{9,}/gu,
  // Dates and times, in any order.
  /\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b/gu,
  /\b\d{1,2}[:h]\d{2}(?::\d{2})?\b/gu,
];

/** Groups of digits, of which a phone number has nine or more: a code is one group, or two of three or four. */
const groups = /\(?\d+\)?(?:(?:[ .\-/]|\) )\(?\d+\)?)+/gu;
const isPhone = (found: string): boolean => {
  const digits: readonly string[] = found.match(/\d+/g) ?? [];
  return (digits[0]?.length ?? 0) <= 5 && digits.join('').length >= 9;
};

const blank = (found: string): string => ' '.repeat(found.length);

const withoutOthers = (text: string): string =>
  notCodes
    .reduce((left, pattern) => left.replaceAll(pattern, blank), text)
    .replaceAll(groups, (found) => (isPhone(found) ? blank(found) : found));

const candidates =
  /(?<![\p{L}\d.,:/])(?:\p{L}{1,3}-)?(?:(\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d(?:[ -]\d){3,7})|(\d{4,8}))(?![\p{L}\d])/gu;

/**
 * The code of 4 to 8 digits that a verification message carries; null when none is certain enough. Digits of any script; a code that is
 * written in two halves (`123-456`) is read as one. Never a phone number, a date, an amount; a year only right behind a word such as "code".
 */
export const codeInText = (written: string): string | null => {
  const text = plainDigits(written.slice(0, longestText))
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\u00a0\u2007-\u2011]/g, narrow);
  // "@bank.example #123456": bound to an address, for programs to read.
  const bound = /^@[\w.-]+ #(\d{4,8})\b/mu.exec(text)?.[1];
  if (bound !== undefined) return bound;
  const cleared = withoutOthers(text);
  const places = [...cleared.matchAll(besideCodes)].map(({ index, 0: word }) => ({
    from: index,
    to: index + word.length,
  }));
  const found = [...cleared.matchAll(candidates)]
    .map((match) => candidateAt(cleared, match, places))
    .filter((candidate) => candidate !== null);
  const best = found.toSorted((a, b) => b.score - a.score)[0];
  if (best === undefined) return null;
  if (best.score > alone) return best.code;
  // Without any word for it, the only number of a short message is the code.
  const isAlone = new Set(found.map(({ code }) => code)).size === 1 && text.trim().length <= 60;
  return isAlone && (best.code.length > 4 || /^\D{0,8}\d{4}\D{0,8}$/u.test(text.trim())) ? best.code : null;
};

/** Longer messages than this are no verification messages; what takes longest to look at is cut off. */
const longestText = 500;

const alone = 3;

interface Span {
  readonly from: number;
  readonly to: number;
}

const candidateAt = (text: string, match: RegExpExecArray, places: readonly Span[]): Candidate | null => {
  const code = match[0].replaceAll(/\D/g, '');
  const from = match.index;
  const to = from + match[0].length;
  const [before, after] = [text.slice(0, from), text.slice(to)];
  if (besideOthers.test(before) || currencyBefore.test(before) || unitAfter.test(after)) return null;
  const isTied = places.some((place) => place.to <= from && ties.test(text.slice(place.to, from)));
  if (isYear(match[0]) && !isTied) return null;
  const nearest = Math.max(0, ...places.map((place) => nearness(text, place, { from, to })));
  const hasPrefix = /^\p{L}/u.test(match[0]) ? 25 : 0;
  return {
    code,
    score: (isTied ? 60 : 0) + nearest + hasPrefix + (code.length === 6 ? 2 : code.length === 4 ? 0 : 1),
  };
};

/** What may stand between a word for the code and the code itself. */
const ties = /^(?:\s|[:=\-–—>»«"'“”*]|is|es|è|e'|ist|est|lautet|são|é)*$/iu;

const isYear = (found: string): boolean => /^(?:19|20)\d\d$/.test(found);

/** Nearer is more, in the same sentence more still; a word behind counts a little less than one before. */
const nearness = (text: string, place: Span, { from, to }: Span): number => {
  const [start, end, most] = place.to <= from ? [place.to, from, 40] : [to, place.from, 34];
  const between = text.slice(start, end);
  const sentences = between.split(/[.!?。]\s|\n/u).length - 1;
  return Math.max(4, most - between.length / 3 - sentences * 12);
};

const narrow = (space: string): string => (/[\u2010\u2011]/.test(space) ? '-' : ' ');

/** Digits of other scripts as 0 to 9: the decimal digits of a script follow each other from its zero. */
const plainDigits = (text: string): string =>
  text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\uff10-\uff19]/gu, (digit) => {
    const point = digit.codePointAt(0)!;
    const zero = [0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10].findLast((start) => start <= point)!;
    return String(point - zero);
  });
