// How a phone or a bank sends a text: in as few parts as its alphabet allows. Pure. @source 3GPP TS 23.040, 9.2.3.24.1
import type { Alphabet } from './alphabet.ts';
import type { Options } from './deliver-sm.ts';
import { gsm7Of } from './gsm7.ts';

/** How the parts of a long message are held together: by a reference in the text's header, by parameters beside it, or not split at all. */
export type Joining = 'udh8' | 'udh16' | 'sar' | 'payload';

/** One part, as far as deliver_sm says it. */
export interface SentPart {
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly shortMessage: Uint8Array;
  readonly options: Options;
}

const dataCodings: Readonly<Record<Alphabet, number>> = { gsm7: 0x00, latin1: 0x03, ucs2: 0x08 };
const hasUserDataHeader = 0x40;

/** Octets of a message of its own, as SMPP counts them: a septet is one. */
const wholeOctets: Readonly<Record<Alphabet, number>> = { gsm7: 160, latin1: 140, ucs2: 140 };
/** Octets of a part beside its header. A header of 6 octets takes the room of 7 septets, one of 7 that of 8. */
const partOctets: Readonly<Record<Alphabet, readonly [short: number, long: number]>> = {
  gsm7: [153, 152],
  latin1: [134, 133],
  ucs2: [134, 132],
};
const mostParts = 255;

/** The parts of a text. Characters are not split. */
export const partsToSend = (
  text: string,
  how: {
    readonly reference: number;
    readonly joining?: Joining | undefined;
    readonly alphabet?: Alphabet | undefined;
  },
): readonly SentPart[] => {
  const { joining = 'udh8', reference } = how;
  const alphabet = how.alphabet ?? alphabetFor(text);
  const characters = Array.from(text, (character) => octetsOf(alphabet, character));
  const dataCoding = dataCodings[alphabet];
  const whole = Buffer.from(characters.flat());
  const alone = { esmClass: 0, dataCoding, shortMessage: whole, options: {} };
  if (whole.length <= wholeOctets[alphabet]) return [alone];
  if (joining === 'payload')
    return [{ ...alone, shortMessage: Buffer.alloc(0), options: { messagePayload: whole } }];
  const chunks = chunksOf(characters, partOctets[alphabet][joining === 'udh16' ? 1 : 0]);
  if (chunks.length > mostParts) throw new RangeError(`a text of ${chunks.length} parts`);
  return chunks.map((chunk, index) => ({
    dataCoding,
    ...heldTogether(joining, { reference, total: chunks.length, partNo: index + 1 }, chunk),
  }));
};

const alphabetFor = (text: string): Alphabet =>
  Array.from(text).every((character) => gsm7Of(character) !== undefined) ? 'gsm7' : 'ucs2';

const octetsOf = (alphabet: Alphabet, character: string): readonly number[] => {
  if (alphabet === 'latin1') return [...Buffer.from(character, 'latin1')];
  if (alphabet === 'ucs2') return [...Buffer.from(character, 'utf16le').swap16()];
  const septets = gsm7Of(character);
  if (septets === undefined) throw new RangeError(`"${character}" is not in the alphabet of SMS`);
  return septets;
};

const chunksOf = (characters: readonly (readonly number[])[], room: number): readonly Uint8Array[] => {
  const chunks: number[][] = [[]];
  for (const character of characters) {
    if (chunks.at(-1)!.length + character.length > room) chunks.push([]);
    chunks.at(-1)!.push(...character);
  }
  return chunks.map((chunk) => Buffer.from(chunk));
};

interface SentPlace {
  readonly reference: number;
  readonly total: number;
  readonly partNo: number;
}

const heldTogether = (
  joining: Exclude<Joining, 'payload'>,
  { reference, total, partNo }: SentPlace,
  chunk: Uint8Array,
): Omit<SentPart, 'dataCoding'> => {
  if (joining === 'sar') {
    const options = { sarMsgRefNum: reference, sarTotalSegments: total, sarSegmentSeqnum: partNo };
    return { esmClass: 0, shortMessage: chunk, options };
  }
  const header =
    joining === 'udh8'
      ? [5, 0x00, 3, reference & 0xff, total, partNo]
      : [6, 0x08, 4, reference >> 8, reference & 0xff, total, partNo];
  return {
    esmClass: hasUserDataHeader,
    shortMessage: Buffer.concat([Buffer.from(header), chunk]),
    options: {},
  };
};
