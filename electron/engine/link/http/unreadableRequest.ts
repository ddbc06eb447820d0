import { METHODS } from 'node:http';
import { codeOf } from '../../../../shared/base/errors.ts';
import { isUtf8 } from '../../../../shared/bytes/utf8.ts';
import { signOfByte, visible } from '../../../../shared/bytes/visibleText.ts';
import { headerFault, targetFault } from './requestFaults.ts';
import type { Refusal } from './refusal.ts';

/** 60 characters of what a client said are enough to recognise its protocol. */
const quotedCharacters = 60;

/**
 * Why Node's parser rejected a request: the status that it deserves, and the cause. `head` is everything the client sent, up to and
 * including the bytes that the parser failed on; `error` is Node's, whose words differ between versions, so that only its code counts.
 */
export function describeUnreadable(error: unknown, head: Uint8Array): Refusal {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^(?:\r?\n)+/, '');
  const [firstLine = ''] = text.split('\n', 1);
  const bad = (why: string): Refusal => ({ status: 400, why });
  const code = codeOf(error) ?? '';
  switch (code) {
    case 'HPE_INVALID_METHOD':
    case 'HPE_PAUSED_H2_UPGRADE':
      return notHttp(head, text);
    case 'HPE_HEADER_OVERFLOW':
      return isWithinFirstLine(text)
        ? { status: 414, why: 'asked for a path of more than 16 KiB' }
        : { status: 431, why: 'sent more than 16 KiB of headers' };
    case 'HPE_INVALID_VERSION':
      return versionFault(firstLine);
    case 'HPE_INVALID_URL':
      return bad(targetFault(firstLine));
    case 'HPE_INVALID_CONSTANT':
      return bad(
        'sent a request line that does not end with HTTP/1.1 after the path (a space in a path is written %20)',
      );
    case 'HPE_INVALID_HEADER_TOKEN':
    case 'HPE_UNEXPECTED_SPACE':
      return bad(headerFault(text));
    case 'HPE_CR_EXPECTED':
      return bad(lineFeedAlone);
    case 'HPE_STRICT':
    case 'HPE_LF_EXPECTED':
      return bad('sent a CR without an LF after it');
    case 'HPE_INVALID_CONTENT_LENGTH':
      return bad('sent a Content-Length that is not a number');
    case 'HPE_UNEXPECTED_CONTENT_LENGTH':
      return bad('sent more than one Content-Length, or one beside Transfer-Encoding,');
    case 'HPE_INVALID_TRANSFER_ENCODING':
      return bad('sent a Transfer-Encoding that cannot be read, or one beside Content-Length,');
    case 'HPE_INVALID_CHUNK_SIZE':
      return bad('sent a chunk whose size is not a number');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, why: 'sent endless chunk extensions' };
    case 'HPE_INVALID_EOF_STATE':
      return bad('hung up in the middle of its request');
    default:
      return bad(`sent a request that cannot be read (${visible(code)})`);
  }
}

/** Describes what the client speaks instead, as far as its first bytes tell. */
function notHttp(head: Uint8Array, text: string): Refusal {
  const [first, second] = head;
  if (first === 0x16 && second === 0x03) {
    return {
      status: 400,
      why: 'speaks TLS',
      hint: 'Let it connect to ws://, or listen at wss://.',
    };
  }
  if (text.startsWith('PRI * HTTP/2.0'))
    return { status: 505, why: 'speaks HTTP/2, but a handshake needs HTTP/1.1,' };
  if (text.startsWith('HTTP/')) return { status: 400, why: 'sent an HTTP response instead of a request' };
  const [, method] = /^([A-Za-z][\w-]*) \S* ?HTTP\//.exec(text) ?? [];
  if (method !== undefined)
    return { status: 501, why: `used the method ${visible(method)}, which HTTP does not have,` };
  if (/^[A-Z]+\r?\n/.test(text) && METHODS.includes(text.split(/\r?\n/, 1)[0] ?? ''))
    return { status: 400, why: 'sent a request line without a path' };
  if (/^[ \t]+[A-Z]+[ \t]|^[A-Z]+\t/.test(text))
    return { status: 400, why: 'sent white space in its request line where HTTP does not allow it' };
  return { status: 400, why: `does not speak HTTP: it began with “${beginningOf(head)}”` };
}

function beginningOf(head: Uint8Array): string {
  const [line = ''] = Buffer.from(head).toString('latin1').split(/\r?\n/, 1);
  const bytes = Buffer.from(line === '' ? head : Buffer.from(line, 'latin1')).subarray(0, quotedCharacters);
  if (isUtf8(bytes)) return visible(bytes.toString('utf8'));
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? visible(String.fromCharCode(byte)) : signOfByte(byte),
  ).join('');
}

/** 16 KiB: the parser's limit for request line and headers together. */
const headLimitBytes = 16_384;

function isWithinFirstLine(text: string): boolean {
  const end = text.indexOf('\n');
  return end < 0 || end > headLimitBytes;
}

const lineFeedAlone = 'ended a line with LF alone, but CR must precede it,';

/** Describes the fault after the path: a version that the parser does not know, or the text after one that it knows. */
function versionFault(firstLine: string): Refusal {
  const [, version = '', rest = ''] = /HTTP\/([^\s]*)(.*)$/s.exec(firstLine) ?? [];
  if (!/^(?:0\.9|1\.[01]|2\.0)$/.test(version)) {
    const why = `asked for a version of HTTP that this server does not support (HTTP/${visible(version)})`;
    return { status: 505, why };
  }
  return {
    status: 400,
    why: rest === '' ? lineFeedAlone : 'sent something after the version in its request line',
  };
}
