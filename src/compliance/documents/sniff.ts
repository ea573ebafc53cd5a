import type { MediaType } from './document.ts';

const starts = (bytes: Buffer, signature: readonly number[]): boolean =>
  signature.every((byte, place) => bytes[place] === byte);

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpeg = [0xff, 0xd8, 0xff];

/**
 * What the bytes are, whatever their sender says; null when they are none of what is taken, or end early. Three formats with a fixed
 * beginning and end: a library that knows two hundred would add nothing.
 * @source PNG (third edition) §5.2; ISO/IEC 10918-1 annex B; ISO 32000-2 §7.5
 */
export const sniff = (bytes: Buffer): MediaType | null => {
  if (starts(bytes, png) && bytes.includes('IHDR', 12, 'latin1') && bytes.includes('IEND', -12, 'latin1'))
    return 'image/png';
  if (starts(bytes, jpeg) && bytes.includes(Buffer.from([0xff, 0xd9]), -64)) return 'image/jpeg';
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-', 0, 'latin1');
  if (isPdf && bytes.includes('%%EOF', -1024, 'latin1')) return 'application/pdf';
  return null;
};
