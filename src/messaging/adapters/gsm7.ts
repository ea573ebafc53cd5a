// The alphabet of SMS, one character an octet, as SMPP carries it. @source 3GPP TS 23.038, 6.2.1 and 6.2.1.1

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const escape = 0x1b;
const extension: Readonly<Record<number, string>> = {
  0x0a: '\f',
  0x14: '^',
  0x28: '{',
  0x29: '}',
  0x2f: '\\',
  0x3c: '[',
  0x3d: '~',
  0x3e: ']',
  0x40: '|',
  0x65: '€',
};

const septetsOf = new Map<string, readonly number[]>([
  ...Array.from(basic, (character, code) => [character, [code]] as const),
  ...Object.entries(extension).map(([code, character]) => [character, [escape, Number(code)]] as const),
]);
septetsOf.delete('\u001b');

/** The septets of one character; undefined: the alphabet has it not. */
export const gsm7Of = (character: string): readonly number[] | undefined => septetsOf.get(character);

/** Reads septets, one an octet. An escape that leads nowhere is a space, and its successor stands for itself. */
export const readGsm7 = (octets: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < octets.length; at += 1) {
    const code = octets[at]!;
    if (code !== escape) {
      text += basic[code] ?? '\ufffd';
      continue;
    }
    at += 1;
    const next = octets[at];
    if (next !== undefined) text += extension[next] ?? (next === escape ? ' ' : (basic[next] ?? '\ufffd'));
  }
  return text;
};
