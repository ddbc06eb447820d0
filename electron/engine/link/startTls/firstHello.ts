/** RFC 8446, section 5.1: the content type of handshake records, and the first byte of every version since SSL 3.0. */
const handshakeRecord = 0x16;
const protocolMajor = 0x03;

/** A record's header of 5 bytes and its 2^14 of content: a ClientHello is one record, unless a client splits it on purpose. */
const largestHelloBytes = 5 + 16 * 1024;

const nothing = new Uint8Array();

/**
 * Keeps what a client sent last, if it may be the beginning of a TLS handshake and we have sent nothing since: a person who starts TLS by
 * hand is slower than a client, whose ClientHello has then arrived as plain data. It must begin a chunk of its own.
 */
export class FirstHello {
  private kept = nothing;

  sent(): void {
    this.kept = nothing;
  }

  received(bytes: Uint8Array): void {
    if (this.kept.length === 0 && bytes[0] !== handshakeRecord) return;
    const longer = this.kept.length === 0 ? Uint8Array.from(bytes) : joined(this.kept, bytes);
    const isHello = longer.length <= largestHelloBytes && (longer[1] ?? protocolMajor) === protocolMajor;
    this.kept = isHello ? longer : nothing;
  }

  /** The bytes to read again as TLS; undefined when there are none. */
  take(): Uint8Array | undefined {
    const { kept } = this;
    this.kept = nothing;
    return kept.length === 0 ? undefined : kept;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
