// deliver_sm: how an SMS route hands over one SMS, as its octets on the wire. @source SMPP 3.4, 4.6.1 and 5.3

/** One SMS, or one part of a long one, as a route delivers it. Addresses and text are as they were on the wire. */
export interface DeliverSm {
  readonly sequenceNumber: number;
  readonly sourceTon: number;
  readonly source: string;
  readonly destinationTon: number;
  readonly destination: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly shortMessage: Uint8Array;
  readonly options: Options;
}

/** The optional parameters that concern incoming messages. */
export interface Options {
  /** The route's own id of this message. */
  readonly receiptedMessageId?: string;
  readonly sarMsgRefNum?: number;
  readonly sarTotalSegments?: number;
  readonly sarSegmentSeqnum?: number;
  /** The whole text, instead of in shortMessage. */
  readonly messagePayload?: Uint8Array;
}

/** What the route is answered. It delivers again what is answered with `later`. @source SMPP 3.4, 5.1.3 */
export const commandStatus = { ok: 0x00, systemError: 0x08, later: 0x64, refused: 0x66 } as const;

/** The octets on the wire are no deliver_sm. */
export class MalformedPdu extends Error {}

const headerOctets = 16;
const deliverSm = 0x00000005;
const tags = {
  receiptedMessageId: 0x001e,
  sarMsgRefNum: 0x020c,
  sarTotalSegments: 0x020e,
  sarSegmentSeqnum: 0x020f,
  messagePayload: 0x0424,
} as const;
/** Bearer type international number, numbering plan E.164: what stands beside a TON that is not written here. */
const isdn = 1;

export const writeDeliverSm = (pdu: DeliverSm): Uint8Array => {
  const body = Buffer.concat([
    cString(''),
    octets(pdu.sourceTon, pdu.sourceTon === 1 ? isdn : 0),
    cString(pdu.source),
    octets(pdu.destinationTon, isdn),
    cString(pdu.destination),
    // esm_class, protocol_id, priority_flag
    octets(pdu.esmClass, 0, 0),
    // schedule_delivery_time and validity_period are empty in deliver_sm
    cString(''),
    cString(''),
    // registered_delivery, replace_if_present, data_coding, sm_default_msg_id, sm_length
    octets(0, 0, pdu.dataCoding, 0, pdu.shortMessage.length),
    pdu.shortMessage,
    ...optionOctets(pdu.options),
  ]);
  const header = Buffer.alloc(headerOctets);
  header.writeUInt32BE(headerOctets + body.length, 0);
  header.writeUInt32BE(deliverSm, 4);
  header.writeUInt32BE(commandStatus.ok, 8);
  header.writeUInt32BE(pdu.sequenceNumber, 12);
  return Buffer.concat([header, body]);
};

const octets = (...values: readonly number[]): Buffer => Buffer.from(values);
const cString = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');

const tlv = (tag: number, value: Uint8Array): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
};

const optionOctets = (options: Options): readonly Buffer[] => {
  const reference = options.sarMsgRefNum;
  return [
    ...(options.receiptedMessageId === undefined
      ? []
      : [tlv(tags.receiptedMessageId, cString(options.receiptedMessageId))]),
    ...(reference === undefined ? [] : [tlv(tags.sarMsgRefNum, octets(reference >> 8, reference & 0xff))]),
    ...(options.sarTotalSegments === undefined
      ? []
      : [tlv(tags.sarTotalSegments, octets(options.sarTotalSegments))]),
    ...(options.sarSegmentSeqnum === undefined
      ? []
      : [tlv(tags.sarSegmentSeqnum, octets(options.sarSegmentSeqnum))]),
    ...(options.messagePayload === undefined ? [] : [tlv(tags.messagePayload, options.messagePayload)]),
  ];
};

/** Reads what came over the wire. Throws MalformedPdu. */
export const readDeliverSm = (wire: Uint8Array): DeliverSm => {
  const buffer = Buffer.from(wire);
  if (buffer.length < headerOctets || buffer.readUInt32BE(0) !== buffer.length)
    throw new MalformedPdu('its length is not what it says');
  if (buffer.readUInt32BE(4) !== deliverSm) throw new MalformedPdu('it is no deliver_sm');
  const reader = readerOf(buffer);
  reader.cString();
  const sourceTon = reader.octet();
  reader.octet();
  const source = reader.cString();
  const destinationTon = reader.octet();
  reader.octet();
  const destination = reader.cString();
  const esmClass = reader.octet();
  reader.take(2);
  reader.cString();
  reader.cString();
  reader.take(2);
  const dataCoding = reader.octet();
  reader.octet();
  const shortMessage = reader.take(reader.octet());
  const addresses = { sourceTon, source, destinationTon, destination };
  const sequenceNumber = buffer.readUInt32BE(12);
  return { sequenceNumber, ...addresses, esmClass, dataCoding, shortMessage, options: optionsIn(reader) };
};

interface Reader {
  octet(): number;
  take(count: number): Buffer;
  cString(): string;
  isAtEnd(): boolean;
}

const readerOf = (buffer: Buffer): Reader => {
  let at = headerOctets;
  const take = (count: number): Buffer => {
    if (at + count > buffer.length) throw new MalformedPdu('it ends too early');
    at += count;
    return buffer.subarray(at - count, at);
  };
  return {
    take,
    octet: () => take(1)[0]!,
    cString: () => {
      const end = buffer.indexOf(0, at);
      if (end < 0) throw new MalformedPdu('a text in it has no end');
      const text = take(end - at).toString('latin1');
      take(1);
      return text;
    },
    isAtEnd: () => at === buffer.length,
  };
};

const optionsIn = (reader: Reader): Options => {
  const values = new Map<number, Buffer>();
  while (!reader.isAtEnd()) {
    const tag = reader.take(2).readUInt16BE(0);
    values.set(tag, reader.take(reader.take(2).readUInt16BE(0)));
  }
  const number = (tag: number): number | undefined => {
    const value = values.get(tag);
    return value === undefined || value.length === 0
      ? undefined
      : value.readUIntBE(0, Math.min(value.length, 2));
  };
  const id = values.get(tags.receiptedMessageId)?.toString('latin1').replace(/\0.*$/s, '');
  const options = {
    receiptedMessageId: id === '' ? undefined : id,
    sarMsgRefNum: number(tags.sarMsgRefNum),
    sarTotalSegments: number(tags.sarTotalSegments),
    sarSegmentSeqnum: number(tags.sarSegmentSeqnum),
    messagePayload: values.get(tags.messagePayload),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
};
