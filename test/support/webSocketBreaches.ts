import { closePayload, opcodes, webSocketFrame } from './rudePeers.ts';

/** What a peer does that RFC 6455 forbids. */
export interface WebSocketBreach {
  readonly what: string;
  /** The frame that breaks the protocol, and where it takes more than one, those before it. */
  readonly before?: Buffer;
  readonly frame: Buffer;
  /** What we close with. */
  readonly code: number;
  readonly sentence: RegExp;
  /** By its own words, the frame has not ended yet. */
  readonly isEndless?: boolean;
}

/** The limit of messages that the table goes by. */
export const breachLimitBytes = 1000;

/** The table for frames of a client, with a mask that is not zero, or of a server, without. */
export function webSocketBreaches(isClient: boolean): readonly WebSocketBreach[] {
  const mask = isClient ? { mask: [0x12, 0x34, 0x56, 0x78] } : {};
  const frame: MakeFrame = (opcode, payload, final = true) =>
    webSocketFrame(opcode, payload, { ...mask, final });
  return [
    ...textBreaches(frame),
    ...headBreaches(frame),
    ...controlBreaches(frame),
    ...orderBreaches(frame, isClient),
    ...sizeBreaches(frame, isClient),
  ];
}

/** A frame of the side that breaks the protocol. */
type MakeFrame = (opcode: number, payload: Uint8Array | string, final?: boolean) => Buffer;

/** Text that is not UTF-8 (RFC 6455, section 8.1). */
function textBreaches(frame: MakeFrame): readonly WebSocketBreach[] {
  const half = Buffer.from([0xce, 0xba, 0xe1]);
  return [
    {
      what: 'text that is not UTF-8',
      frame: frame(opcodes.text, Buffer.from([0x67, 0xff, 0x66])),
      code: 1007,
      sentence: /a text message that is not UTF-8: byte 2 is 0xff .*code 1007 \(invalid payload data\)\.$/,
    },
    {
      what: 'text that ends within a character',
      frame: frame(opcodes.text, half),
      code: 1007,
      sentence: /a text message that is not UTF-8: it ends within a character/,
    },
    {
      what: 'text that is not UTF-8 in a continuation',
      before: frame(opcodes.text, 'fine', false),
      frame: frame(opcodes.continuation, Buffer.from([0xed, 0xa0, 0x80])),
      code: 1007,
      sentence: /a text message that is not UTF-8 \(/,
    },
    {
      what: 'a character that is wrong across fragments',
      before: frame(opcodes.text, half, false),
      frame: frame(opcodes.continuation, Buffer.from([0x41])),
      code: 1007,
      sentence: /a text message that is not UTF-8 \(/,
    },
  ];
}

/** Bits and opcodes that are not defined (section 5.2). */
function headBreaches(frame: MakeFrame): readonly WebSocketBreach[] {
  return [
    ...([1, 2, 3] as const).map((bit) => ({
      what: `RSV${bit}`,
      frame: Buffer.from(frame(opcodes.text, 'x')).fill(0x81 | (0x80 >> bit), 0, 1),
      code: 1002,
      sentence: new RegExp(`a reserved bit set, but not negotiated: RSV${bit}`),
    })),
    ...[3, 7, 11, 15].map((opcode) => ({
      what: `opcode ${opcode}`,
      frame: frame(opcode, 'x'),
      code: 1002,
      sentence: new RegExp(`opcode 0x${opcode.toString(16).toUpperCase()}, an opcode that does not exist`),
    })),
  ];
}

/** Control frames that are too long, fragmented or malformed (sections 5.5 and 7.4). */
function controlBreaches(frame: MakeFrame): readonly WebSocketBreach[] {
  const badClose = (code: number, name: string): WebSocketBreach => ({
    what: `close code ${code}`,
    frame: frame(opcodes.close, closePayload(code)),
    code: 1002,
    sentence: new RegExp(`must not be sent: close code ${code} \\(${name}\\)`),
  });
  return [
    {
      what: 'a ping of 126 bytes',
      frame: frame(opcodes.ping, 'x'.repeat(126)),
      code: 1002,
      sentence:
        /sent a ping(?: with 126 bytes)?, a control frame that is too long: at most 125 bytes are allowed/,
    },
    {
      what: 'a pong in fragments',
      frame: frame(opcodes.pong, 'x', false),
      code: 1002,
      sentence: /sent a pong in fragments/,
    },
    {
      what: 'a close frame of one byte',
      frame: frame(opcodes.close, Buffer.from([3])),
      code: 1002,
      sentence: /a close frame with a payload of one byte/,
    },
    badClose(0, 'unused'),
    badClose(999, 'unused'),
    badClose(1004, 'reserved'),
    badClose(1005, 'no status code'),
    badClose(1006, 'no close frame'),
    badClose(1015, 'TLS handshake failure'),
    badClose(1016, 'reserved'),
    badClose(5000, 'no close code'),
    badClose(65_535, 'no close code'),
    {
      what: 'a close reason that is not UTF-8',
      frame: frame(opcodes.close, Buffer.from([0x03, 0xe8, 0xff])),
      code: 1007,
      sentence: /a close frame whose reason is not UTF-8/,
    },
  ];
}

/** Frames that do not belong where they are, or how they are masked (sections 5.3 and 5.4). */
function orderBreaches(frame: MakeFrame, isClient: boolean): readonly WebSocketBreach[] {
  return [
    {
      what: 'a continuation of nothing',
      frame: frame(opcodes.continuation, 'x'),
      code: 1002,
      sentence:
        /a continuation frame \(opcode 0x0\) that does not belong there: there is no message to continue/,
    },
    {
      what: 'a new message within a fragmented one',
      before: frame(opcodes.text, 'first', false),
      frame: frame(opcodes.binary, 'second'),
      code: 1002,
      sentence: /a new binary message \(opcode 0x2\) .*: a fragmented text message was not finished/,
    },
    {
      what: 'the wrong masking',
      frame: webSocketFrame(opcodes.text, 'x', { masked: !isClient }),
      code: 1002,
      sentence: isClient ? /an unmasked frame, although clients must mask theirs/ : /a masked frame/,
    },
  ];
}

/** Messages over the limit, and a length that none can have. */
function sizeBreaches(frame: MakeFrame, isClient: boolean): readonly WebSocketBreach[] {
  const head = (first: number, second: number, ...rest: readonly number[]): Buffer =>
    Buffer.from([first, second | (isClient ? 0x80 : 0), ...rest]);
  return [
    {
      what: 'a message over the limit',
      frame: frame(opcodes.binary, new Uint8Array(1001)),
      code: 1009,
      sentence: /a message larger than 1,000 bytes: it has 1,001, .*code 1009 .*Raise “Largest message”/,
    },
    {
      what: 'a message over the limit in its fragments together',
      before: frame(opcodes.binary, new Uint8Array(600), false),
      frame: frame(opcodes.continuation, new Uint8Array(500)),
      code: 1009,
      sentence: /a message larger than 1,000 bytes: it has 1,100 so far, in 2 fragments/,
    },
    {
      what: 'a length with its topmost bit set',
      frame: head(0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0, ...(isClient ? [1, 2, 3, 4] : [])),
      code: 1009,
      sentence: /a length of 0x8000000000000000 bytes, whose topmost bit must be 0/,
      isEndless: true,
    },
  ];
}
