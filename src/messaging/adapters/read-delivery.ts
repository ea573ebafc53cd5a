// What a deliver_sm says, in our words. Pure.
import { createHash } from 'node:crypto';
import { alphabetOf, type Alphabet } from './alphabet.ts';
import type { DeliverSm } from './deliver-sm.ts';

/** How a part belongs to a long message. */
export interface Place {
  /** The same for all parts of one message between the same two addresses: kind of reference, reference, how many parts. */
  readonly reference: string;
  readonly total: number;
  /** From 1. */
  readonly partNo: number;
}

/** One SMS or one part of a long one. */
export interface Delivery {
  /** E.164 where the route says so, otherwise as it came: a short code, letters. */
  readonly sender: string;
  readonly e164: string;
  /** The route's own id of it; null: it gives none. */
  readonly routeId: string | null;
  /** The same for two deliveries that do not differ in anything but their place in the connection. */
  readonly digest: string;
  readonly content: Content | null;
  /** null: it is a message of its own. */
  readonly place: Place | null;
}

/** The text of a delivery, still in octets: a character may go on in the next part. */
export interface Content {
  readonly alphabet: Alphabet;
  readonly octets: Uint8Array;
}

const international = 1;
const hasUserDataHeader = 0x40;
/** Receipts and acknowledgements of what was sent: we send nothing. */
const messageTypes = 0x3c;

/** Reads a deliver_sm; `content` is null when it carries no text: a receipt, or data for a program. */
export const readDelivery = (pdu: DeliverSm): Delivery => {
  const sent = pdu.options.messagePayload ?? pdu.shortMessage;
  const { header, rest } = (pdu.esmClass & hasUserDataHeader) === 0 ? plain(sent) : withHeader(sent);
  const alphabet = (pdu.esmClass & messageTypes) === 0 ? alphabetOf(pdu.dataCoding) : null;
  const forPrograms = header.has(elements.port8) || header.has(elements.port16);
  return {
    sender: pdu.sourceTon === international ? withPlus(pdu.source) : printable(pdu.source),
    e164: withPlus(pdu.destination),
    routeId: pdu.options.receiptedMessageId ?? null,
    digest: digestOf(pdu, sent),
    content: alphabet === null || forPrograms ? null : { alphabet, octets: rest },
    place: placeIn(header) ?? placeInOptions(pdu),
  };
};

/** E.164, however the route writes it: 39…, +39…, 0039…. */
const withPlus = (address: string): string =>
  /^\+?\d+$/.test(address) ? address.replace(/^(?:\+|00)?/, '+') : printable(address);

/** Senders write what they like, and some of it no screen or database takes. */
const printable = (address: string): string =>
  address.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '').trim() || 'unknown';

const digestOf = (pdu: DeliverSm, sent: Uint8Array): string => {
  const { source, destination, esmClass, dataCoding, options } = pdu;
  const { sarMsgRefNum, sarTotalSegments, sarSegmentSeqnum } = options;
  return createHash('sha256')
    .update(
      JSON.stringify([
        source,
        destination,
        esmClass,
        dataCoding,
        sarMsgRefNum,
        sarTotalSegments,
        sarSegmentSeqnum,
      ]),
    )
    .update(sent)
    .digest('hex');
};

/** Elements of a user data header. @source 3GPP TS 23.040, 9.2.3.24 */
const elements = { concatenated8: 0x00, port8: 0x04, port16: 0x05, concatenated16: 0x08 } as const;

interface UserData {
  readonly header: ReadonlyMap<number, Uint8Array>;
  readonly rest: Uint8Array;
}

const plain = (sent: Uint8Array): UserData => ({ header: new Map(), rest: sent });

const withHeader = (sent: Uint8Array): UserData => {
  const end = 1 + (sent[0] ?? 0);
  // A header that is longer than all there is is none.
  if (end > sent.length) return plain(sent);
  const header = new Map<number, Uint8Array>();
  let at = 1;
  while (at + 2 <= end) {
    const length = sent[at + 1]!;
    header.set(sent[at]!, sent.subarray(at + 2, Math.min(at + 2 + length, end)));
    at += 2 + length;
  }
  return { header, rest: sent.subarray(end) };
};

const placeIn = (header: UserData['header']): Place | null => {
  const short = header.get(elements.concatenated8);
  if (short?.length === 3) return place(`8:${short[0]}`, short[1]!, short[2]!);
  const long = header.get(elements.concatenated16);
  if (long?.length === 4) return place(`16:${long[0]! * 256 + long[1]!}`, long[2]!, long[3]!);
  return null;
};

const placeInOptions = ({ options }: DeliverSm): Place | null => {
  const { sarMsgRefNum, sarTotalSegments, sarSegmentSeqnum } = options;
  if (sarMsgRefNum === undefined || sarTotalSegments === undefined || sarSegmentSeqnum === undefined)
    return null;
  return place(`sar:${sarMsgRefNum}`, sarTotalSegments, sarSegmentSeqnum);
};

/** A place that cannot be is none: the part then stands for itself, as 23.040 wants it. */
const place = (reference: string, total: number, partNo: number): Place | null =>
  total < 2 || total > 255 || partNo < 1 || partNo > total
    ? null
    : { reference: `${reference}/${total}`, total, partNo };
