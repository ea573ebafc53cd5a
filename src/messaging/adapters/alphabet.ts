import { readGsm7 } from './gsm7.ts';

/** How the octets of a message are to be read. */
export type Alphabet = 'gsm7' | 'latin1' | 'ucs2';

/**
 * What SMPP calls the data coding: its own values, then those of the network for message classes and waiting indications. null: no text.
 * @source SMPP 3.4, 5.2.19; 3GPP TS 23.038, 4
 */
export const alphabetOf = (dataCoding: number): Alphabet | null => {
  if (dataCoding === 0x00) return 'gsm7';
  // ASCII is a part of Latin-1.
  if (dataCoding === 0x01 || dataCoding === 0x03) return 'latin1';
  if (dataCoding === 0x08) return 'ucs2';
  const group = dataCoding >> 4;
  if (group === 0xf) return (dataCoding & 0x04) === 0 ? 'gsm7' : null;
  if (group === 0xe) return 'ucs2';
  if (group === 0xc || group === 0xd) return 'gsm7';
  return null;
};

/** Reads octets. What cannot be read or kept becomes U+FFFD. */
export const readOctets = (alphabet: Alphabet, octets: Uint8Array): string => {
  const text = readers[alphabet](Buffer.from(octets));
  return text.replaceAll('\0', '\ufffd').toWellFormed();
};

const readers: Readonly<Record<Alphabet, (octets: Buffer) => string>> = {
  gsm7: readGsm7,
  latin1: (octets) => octets.toString('latin1'),
  ucs2: (octets) =>
    Buffer.from(octets.subarray(0, octets.length & ~1))
      .swap16()
      .toString('utf16le'),
};
