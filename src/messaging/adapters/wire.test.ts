import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alphabetOf, readOctets } from './alphabet.ts';
import { MalformedPdu, readDeliverSm, writeDeliverSm, type DeliverSm } from './deliver-sm.ts';
import { gsm7Of, readGsm7 } from './gsm7.ts';
import { readDelivery } from './read-delivery.ts';
import { partsToSend } from './split.ts';

const pdu = (over: Partial<DeliverSm> = {}): DeliverSm => ({
  sequenceNumber: 7,
  sourceTon: 5,
  source: 'BANK',
  destinationTon: 1,
  destination: '390612345678',
  esmClass: 0,
  dataCoding: 0,
  shortMessage: Buffer.from('hi'),
  options: {},
  ...over,
});

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('a deliver_sm', () => {
  it('is read as it was written, with its optional parameters', () => {
    const written = pdu({
      options: {
        receiptedMessageId: 'abc-1',
        sarMsgRefNum: 513,
        sarTotalSegments: 3,
        sarSegmentSeqnum: 2,
        messagePayload: Buffer.from('long'),
      },
    });
    assert.deepEqual(readDeliverSm(writeDeliverSm(written)), written);
  });

  it('has the octets that SMPP 3.4 says', () => {
    const wire = `
      00000039 00000005 00000000 00000007
      00 0500 42414e4b00 0101 33393036313233343536373800
      00 00 00 00 00 00 00 00 00 02 6869
      001e 0002 4100`;
    assert.equal(
      Buffer.from(writeDeliverSm(pdu({ options: { receiptedMessageId: 'A' } }))).toString('hex'),
      wire.replaceAll(/\s/g, ''),
    );
  });

  it('that is cut short, too long or something else is malformed', () => {
    const wire = writeDeliverSm(pdu());
    for (const wrong of [wire.subarray(0, 9), wire.subarray(0, 30), Buffer.concat([wire, Buffer.from([0])])])
      assert.throws(() => readDeliverSm(wrong), MalformedPdu);
    const enquiry = hex('00000010 00000015 00000000 00000001');
    assert.throws(() => readDeliverSm(enquiry), MalformedPdu);
    const cut = Buffer.from(wire.subarray(0, 40));
    cut.writeUInt32BE(40, 0);
    assert.throws(() => readDeliverSm(cut), MalformedPdu);
  });
});

describe('the alphabets:', () => {
  it('GSM 7-bit has 128 characters and ten behind an escape, and reads each as it writes it', () => {
    const all = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà\f^{}\\[~]|€';
    const octets = Buffer.from(Array.from(all, (character) => [...gsm7Of(character)!]).flat());
    assert.equal(readGsm7(octets), all);
    assert.deepEqual(gsm7Of('€'), [0x1b, 0x65]);
    assert.deepEqual(gsm7Of('@'), [0]);
    assert.equal(gsm7Of('ç'), undefined);
  });

  it('an escape at the end or before what has no meaning costs no character', () => {
    assert.equal(readGsm7(Buffer.from([0x41, 0x1b])), 'A');
    assert.equal(readGsm7(Buffer.from([0x1b, 0x41])), 'A');
    assert.equal(readGsm7(Buffer.from([0x1b, 0x1b, 0x41])), ' A');
  });

  it('data codings of SMPP and of the network name them', () => {
    const cases: readonly (readonly [number, string | null])[] = [
      [0x00, 'gsm7'],
      [0x01, 'latin1'],
      [0x03, 'latin1'],
      [0x08, 'ucs2'],
      [0x02, null],
      [0x04, null],
      [0xf0, 'gsm7'],
      [0xf1, 'gsm7'],
      [0xf5, null],
      [0xc8, 'gsm7'],
      [0xe0, 'ucs2'],
    ];
    for (const [dataCoding, alphabet] of cases)
      assert.equal(alphabetOf(dataCoding), alphabet, `${dataCoding}`);
  });

  it('UCS-2 carries characters beyond its plane in pairs; half of one, and NUL, is no text', () => {
    assert.equal(readOctets('ucs2', hex('00a1 d83d de00')), '¡😀');
    assert.equal(readOctets('ucs2', hex('d83d 0041')), '\ufffdA');
    assert.equal(readOctets('latin1', hex('e9 00')), 'é\ufffd');
  });
});

describe('what a deliver_sm says:', () => {
  it('the sender is a number, a short code or letters', () => {
    const senders = [
      [1, '441632960001', '+441632960001'],
      [1, '+441632960001', '+441632960001'],
      [1, '00441632960001', '+441632960001'],
      [3, '40404', '40404'],
      [5, 'My Bank', 'My Bank'],
      [5, '\u0007BA\u0000NK', 'BANK'],
      [0, '', 'unknown'],
    ] as const;
    for (const [sourceTon, source, expected] of senders)
      assert.equal(readDelivery(pdu({ sourceTon, source })).sender, expected);
  });

  it('a place in a long message stands in an 8-bit or 16-bit header, or beside the text', () => {
    const short = readDelivery(pdu({ esmClass: 0x40, shortMessage: hex('05 00 03 2a 03 02 41') }));
    assert.deepEqual(short.place, { reference: '8:42/3', total: 3, partNo: 2 });
    assert.deepEqual([...short.content!.octets], [0x41]);
    const long = readDelivery(pdu({ esmClass: 0x40, shortMessage: hex('06 08 04 01 2a 03 02 41') }));
    assert.deepEqual(long.place, { reference: '16:298/3', total: 3, partNo: 2 });
    const beside = readDelivery(
      pdu({ options: { sarMsgRefNum: 9, sarTotalSegments: 2, sarSegmentSeqnum: 1 } }),
    );
    assert.deepEqual(beside.place, { reference: 'sar:9/2', total: 2, partNo: 1 });
  });

  it('a place that cannot be makes a message of its own', () => {
    for (const place of ['05 00 03 2a 03 00', '05 00 03 2a 03 04', '05 00 03 2a 01 01', '05 00 02 2a 01 00'])
      assert.equal(readDelivery(pdu({ esmClass: 0x40, shortMessage: hex(place) })).place, null, place);
  });

  it('receipts, data and what is for a program is no text', () => {
    assert.equal(readDelivery(pdu({ esmClass: 0x04 })).content, null);
    assert.equal(readDelivery(pdu({ dataCoding: 4 })).content, null);
    const port = hex('06 05 04 0b84 23f0 41');
    assert.equal(readDelivery(pdu({ esmClass: 0x40, shortMessage: port })).content, null);
  });

  it('a header that is longer than the text is text', () => {
    const { content } = readDelivery(pdu({ esmClass: 0x40, shortMessage: hex('41 42') }));
    assert.deepEqual([...content!.octets], [0x41, 0x42]);
  });
});

describe('a text is sent', () => {
  const parts = (text: string, joining?: 'udh8' | 'udh16' | 'sar' | 'payload'): number =>
    partsToSend(text, { reference: 1, joining }).length;

  it('in one piece of up to 160 characters, or 70 where the alphabet needs it', () => {
    assert.equal(parts('a'.repeat(160)), 1);
    assert.equal(parts('a'.repeat(161)), 2);
    // An extension character takes two.
    assert.equal(parts(`€${'a'.repeat(159)}`), 2);
    assert.equal(parts('ж'.repeat(70)), 1);
    assert.equal(parts('ж'.repeat(71)), 2);
  });

  it('in parts of 153 or 67, of 152 or 66 behind the longer header', () => {
    assert.equal(parts('a'.repeat(306)), 2);
    assert.equal(parts('a'.repeat(307)), 3);
    assert.equal(parts('a'.repeat(306), 'udh16'), 3);
    assert.equal(parts('ж'.repeat(134)), 2);
    assert.equal(parts('ж'.repeat(135)), 3);
    assert.equal(parts('ж'.repeat(134), 'udh16'), 3);
    assert.equal(parts('a'.repeat(1_000), 'payload'), 1);
  });
});
