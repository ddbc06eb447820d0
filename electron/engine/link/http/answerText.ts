import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/** 4 KiB hold the 200 characters that a sentence quotes, whatever the language, and the title of most pages. */
const quotedBytes = 4096;
/** Two seconds for the text to arrive: the status before it says what matters, but a busy machine may be late to read what came with it. */
const textTimeoutMs = 2000;

/**
 * The text of a refusal's body, for a sentence: decompressed, decoded, of a page its title or text; empty when there is nothing to quote.
 * Reads only the beginning, so no body is too large, and a body that breaks off counts up to there. `body` defaults to the answer itself.
 */
export async function textOfAnswer(answer: IncomingMessage, body: Readable = answer): Promise<string> {
  const { headers, statusMessage = '' } = answer;
  const contentType = headers['content-type'] ?? '';
  const decoders = decodersFor(headers['content-encoding'] ?? '');
  if (decoders === null || !isText(contentType)) return '';
  const text = decode(await beginningOf(decoders.reduce<Readable>(decoded, body)), contentType);
  return visible((isPage(text, contentType) ? textOfPage(text, statusMessage) : text).trim());
}

function decoded(from: Readable, decoder: Transform): Readable {
  // An error ends the decoder, and its output until then counts.
  pipeline(from, decoder, () => undefined);
  return decoder;
}

/** The first bytes that arrive in time. */
function beginningOf(body: Readable): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      body.off('data', take);
      resolve(Buffer.concat(chunks).subarray(0, quotedBytes));
    };
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= quotedBytes) finish();
    };
    const timer = setTimeout(finish, textTimeoutMs);
    body.on('data', take);
    // The listener stays: an error after the beginning does not matter.
    body.on('error', finish);
    body.on('close', finish);
    body.on('end', finish);
  });
}

/** Nobody uses more than one coding on a body; two leave room. */
const largestCodingCount = 2;

/** Decoders for a Content-Encoding (RFC 9110, section 8.4), the last coding first; null when one is unknown. */
function decodersFor(contentEncoding: string): Transform[] | null {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > largestCodingCount) return null;
  const decoders = codings.toReversed().map(decoderFor);
  return decoders.every((decoder) => decoder !== null) ? decoders : null;
}

function decoderFor(coding: string): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      // Node has it since 22.15.
      return typeof zlib.createZstdDecompress === 'function' ? zlib.createZstdDecompress() : null;
    default:
      return null;
  }
}

function isText(contentType: string): boolean {
  return (
    contentType === '' ||
    /^(?:text\/|application\/\S*(?:json|xml|javascript|problem|form))/i.test(contentType.trim())
  );
}

/** Decodes by the declared charset, or as UTF-8; where that fails, as Windows-1252, which includes Latin-1. */
function decode(bytes: Uint8Array, contentType: string): string {
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  return decodedAs(named ?? 'utf-8', bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

/** A character that is cut in two at the end is left out. */
function decodedAs(charset: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

function isPage(text: string, contentType: string): boolean {
  return /html/i.test(contentType) || /^\s*<(?:!doctype html|html|head|title|body)\b/i.test(text);
}

/** The title of a page, if it says more than the status; otherwise its text. */
function textOfPage(page: string, statusMessage: string): string {
  const title = withoutMarkup(/<title[^>]*>([^<]*)/i.exec(page)?.[1] ?? '');
  const isStatus = title.replace(/^\d{3}\s*/, '').toLowerCase() === statusMessage.toLowerCase();
  return (isStatus ? withoutMarkup(page) : '') || title || withoutMarkup(page);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};

function withoutMarkup(page: string): string {
  return page
    .replaceAll(/<(script|style|head)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<!--[^]*?(?:-->|$)|<[^>]*(?:>|$)/g, ' ')
    .replaceAll(/&([a-z]+|#39);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
