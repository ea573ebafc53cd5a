import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { importBrokenOff } from '../errors.ts';
import { faultAt, UnreadableFile } from './faults.ts';

/** A stock file's line has ten short fields; whatever is longer is not one. */
export const longestLine = 10_000;

// Records wait in the parser until they are taken: of 64 KB at once, a thousand of them would outlive the young heap.
const pieceBytes = 8192;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
// ZIP (also every .xlsx), gzip, and UTF-16 as spreadsheets export it: how files begin that are often sent instead.
const notTextBeginnings = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b],
  [0xff, 0xfe],
  [0xfe, 0xff],
].map((bytes) => Buffer.from(bytes));

/**
 * Passes text on in small pieces, without its byte order mark, once it is sure that it is text: UTF-8, no zero bytes, no line of more
 * than 10,000 bytes. Keeps one line and what came at once in memory.
 */
export async function* readText(
  input: Readable,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.alloc(0);
  let linesBefore = 0;
  let isBeginning = true;
  for await (const chunk of orBrokenOff(input)) {
    onBytes(chunk.length);
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isBeginning && rest.length < 4) continue;
    if (isBeginning) rest = withoutMark(rest);
    isBeginning = false;
    const end = endOfLines(rest);
    if (end > 0) {
      const lines = rest.subarray(0, end);
      linesBefore += checkLines(lines, linesBefore);
      for (let at = 0; at < lines.length; at += pieceBytes) yield lines.subarray(at, at + pieceBytes);
      rest = rest.subarray(end);
    }
    if (rest.length > longestLine) throw tooLong(linesBefore + 1);
  }
  if (isBeginning) rest = withoutMark(rest);
  if (rest.length === 0) return;
  checkLines(rest, linesBefore);
  yield rest;
}

async function* orBrokenOff(input: Readable): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of input as AsyncIterable<Buffer | string>)
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    throw importBrokenOff({ reason: (error as Error).message });
  }
}

const withoutMark = (beginning: Buffer): Buffer => {
  if (notTextBeginnings.some((bytes) => beginning.subarray(0, bytes.length).equals(bytes))) {
    throw new UnreadableFile(faultAt({ line: 1 }, 'not_text', {}));
  }
  return beginning.subarray(0, 3).equals(byteOrderMark) ? beginning.subarray(3) : beginning;
};

/** Where the last whole line ends. Files of old spreadsheets for the Mac have carriage returns only. */
const endOfLines = (text: Buffer): number => {
  const lastLineFeed = text.lastIndexOf(lineFeed);
  if (lastLineFeed >= 0) return lastLineFeed + 1;
  // The last byte may be the first half of a Windows line end.
  return text.subarray(0, -1).lastIndexOf(carriageReturn) + 1;
};

/** Returns how many lines there are. */
const checkLines = (lines: Buffer, linesBefore: number): number => {
  if (lines.includes(0)) throw new UnreadableFile(faultAt({ line: linesBefore + 1 }, 'not_text', {}));
  const lineEnd = lines.includes(lineFeed) ? lineFeed : carriageReturn;
  const isSound = isUtf8(lines);
  let count = 0;
  for (let start = 0; start < lines.length;) {
    const found = lines.indexOf(lineEnd, start);
    const end = found < 0 ? lines.length : found + 1;
    count += 1;
    if (end - start > longestLine) throw tooLong(linesBefore + count);
    if (!isSound && !isUtf8(lines.subarray(start, end))) {
      throw new UnreadableFile(faultAt({ line: linesBefore + count }, 'not_utf8', {}));
    }
    start = end;
  }
  return count;
};

const tooLong = (line: number): UnreadableFile =>
  new UnreadableFile(faultAt({ line }, 'line_too_long', { most: longestLine }));
