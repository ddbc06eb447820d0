import { quoted } from './quoted.ts';

/** A fault in the head of an answer: the code that Node’s parser has for it, and a sentence whose subject, the sender, is left out. */
interface HeadFault {
  readonly code: string;
  readonly says: string;
}

/** A line of a head, without its end. */
interface Line {
  readonly text: string;
  readonly fault: HeadFault | null;
}

/**
 * The first breach of RFC 9112, sections 2 to 5, in the head of an answer or of the interim answers before it; null when the bytes so far
 * have none. Node’s parser either refuses a folded header (section 5.2), which must be read, or overlooks every fault named here; so it is
 * set to overlook them, and this function finds them.
 */
export function faultOfHead(bytes: Uint8Array): HeadFault | null {
  const lines = linesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  let isBefore = true;
  let isFirstField = false;
  let isInterim = false;
  for (const { text, fault } of lines) {
    // Bytes that are not HTTP have no lines to judge.
    if (isBefore && text !== '' && !text.startsWith('HTTP/')) return null;
    if (fault) return fault;
    if (isBefore) {
      if (text === '') continue;
      const found = faultOfStatusLine(text);
      if (found) return found;
      isInterim = /^\S+ 1(?!01)/.test(text);
      isBefore = false;
      isFirstField = true;
    } else if (text === '') {
      if (!isInterim) return null;
      isBefore = true;
    } else {
      const found = faultOfField(text, isFirstField);
      if (found) return found;
      isFirstField = false;
    }
  }
  return null;
}

function* linesOf(text: string): Generator<Line> {
  for (let from = 0, to = text.indexOf('\n'); to >= 0; from = to + 1, to = text.indexOf('\n', from)) {
    const line = text.slice(from, to);
    const isWhole = line.endsWith('\r');
    const content = isWhole ? line.slice(0, -1) : line;
    yield { text: content, fault: faultOfLineEnd(content, isWhole) };
  }
}

function faultOfLineEnd(text: string, isWhole: boolean): HeadFault | null {
  if (text.includes('\r')) {
    return {
      code: 'HPE_LF_EXPECTED',
      says: `ended a line of HTTP with CR alone (${quoted(text.slice(0, text.indexOf('\r')))}); LF must follow (RFC 9112, section 2.2). ${atFault}`,
    };
  }
  if (isWhole) return null;
  return {
    code: 'HPE_CR_EXPECTED',
    says: `ended a line of HTTP with LF alone (${quoted(text)}); CR must precede it (RFC 9112, section 2.2). ${atFault}`,
  };
}

function faultOfStatusLine(line: string): HeadFault | null {
  const [version = '', status = ''] = line.split(' ', 2);
  if (!/^HTTP\/\d\.\d$/.test(version) || !version.startsWith('HTTP/1.')) {
    return {
      code: 'HPE_INVALID_VERSION',
      says: `answered with ${quoted(version)}, but this handshake needs HTTP/1.1. Check the port, and ALPN.`,
    };
  }
  if (!/^[1-9]\d\d$/.test(status)) {
    return {
      code: 'HPE_INVALID_STATUS',
      says: `answered with a status line that cannot be read: ${quoted(line)} (RFC 9112, section 4). ${atFault}`,
    };
  }
  const byte = strayByteOf(line);
  return byte === null
    ? null
    : {
        code: 'HPE_INVALID_STATUS',
        says: `sent the byte ${byte} in its reason phrase, which HTTP does not allow there (RFC 9112, section 4). ${atFault}`,
      };
}

/** A line that begins with a blank continues the value of the previous line (obs-fold, RFC 9112, section 5.2). */
function faultOfField(line: string, isFirst: boolean): HeadFault | null {
  const isFolded = /^[ \t]/.test(line);
  if (isFolded && isFirst) {
    return headerFault(`sent white space before its first header (RFC 9112, section 2.2). ${atFault}`);
  }
  const colon = isFolded ? -1 : line.indexOf(':');
  if (!isFolded) {
    const fault = colon < 0 ? withoutColon(line) : faultOfName(line.slice(0, colon));
    if (fault) return fault;
  }
  const byte = strayByteOf(line.slice(colon + 1));
  if (byte === null) return null;
  const what = isFolded ? 'a folded header' : `the header ${quoted(line.slice(0, colon))}`;
  return headerFault(
    `sent ${what} with the byte ${byte}, which HTTP does not allow there (RFC 9110, section 5.5). ${atFault}`,
  );
}

function withoutColon(line: string): HeadFault {
  return headerFault(`sent a header line without a colon: ${quoted(line)} (RFC 9112, section 5). ${atFault}`);
}

function faultOfName(name: string): HeadFault | null {
  if (name === '') return headerFault(`sent a header without a name. ${atFault}`);
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return null;
  if (/^\S+[ \t]+$/.test(name)) {
    return headerFault(
      `sent a space between the header name ${quoted(name.trimEnd())} and its colon, which HTTP forbids (RFC 9112, section 5.1). ${atFault}`,
    );
  }
  return headerFault(
    `sent a header with a name that HTTP does not allow: ${quoted(name)} (RFC 9110, section 5.1). ${atFault}`,
  );
}

function headerFault(says: string): HeadFault {
  return { code: 'HPE_INVALID_HEADER_TOKEN', says };
}

/** The first control byte other than HTAB, as `0x01`. */
function strayByteOf(text: string): string | null {
  const found = /[\0-\x08\x0a-\x1f\x7f]/.exec(text)?.[0];
  return found === undefined ? null : `0x${found.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

const atFault = 'Its HTTP server is at fault.';
