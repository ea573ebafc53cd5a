// Pure: no clock, no database.
import { readOctets } from './adapters/alphabet.ts';
import type { Content } from './adapters/read-delivery.ts';

/** How long the parts of a message are waited for before it is shown without those that are missing. */
export const awaitMinutes = 10;

/** Later than this after its first part, a part no longer belongs to a message: references repeat. */
export const joinHours = 24;

/** A route that gives its messages no ids repeats one within this time when our answer was lost; later, the same text is a new message. */
export const repeatMinutes = 5;

export const gap = '[…]';

export interface NumberedPart extends Content {
  /** From 1. */
  readonly partNo: number;
}

/**
 * The text of a message of `total` parts, from those that are here, in any order: what follows each other is read as one piece, because a
 * character may lie half in one part and half in the next; each stretch that is missing reads `[…]`.
 */
export const assemble = (parts: readonly NumberedPart[], total: number): string => {
  const byNo = new Map(parts.map((part) => [part.partNo, part]));
  const pieces: (Content | null)[] = [];
  for (let partNo = 1; partNo <= total; partNo += 1) {
    const part = byNo.get(partNo) ?? null;
    const last = pieces.at(-1);
    if (part === null) {
      if (last !== null) pieces.push(null);
    } else if (last && last.alphabet === part.alphabet) {
      pieces[pieces.length - 1] = { ...last, octets: Buffer.concat([last.octets, part.octets]) };
    } else pieces.push(part);
  }
  return pieces.map((piece) => (piece === null ? gap : readOctets(piece.alphabet, piece.octets))).join('');
};
