import { ByteWriter } from '../bytes/byteWriter.ts';
import { formatHex } from '../bytes/hex.ts';
import { isUtf8 } from '../bytes/utf8.ts';

/**
 * What a reference stands for. A value is text, or bytes: `hex` are random bytes and digests, which are written as lower-case hex where text
 * is expected; `raw` are those of a file, which have to be UTF-8 there. `isSecret`: a secret took part in it. `isUnknown`: it is only known
 * when it is sent. `isDrawn`: the time or random numbers took part in it, so that it is another one each time. `secrets`: the texts in it that
 * must not be seen: secrets themselves, and what functions made of them.
 */
export interface TemplateValue {
  readonly content: string | TemplateBytes;
  readonly isSecret: boolean;
  readonly secrets: readonly string[];
  readonly isUnknown: boolean;
  readonly isDrawn: boolean;
}

export interface TemplateBytes {
  readonly bytes: Uint8Array;
  readonly asText: 'hex' | 'raw';
}

export function textValue(text: string): TemplateValue {
  return { content: text, isSecret: false, secrets: [], isUnknown: false, isDrawn: false };
}

/** The value of a secret variable. */
export function secretValue(text: string): TemplateValue {
  return { ...textValue(text), isSecret: true, secrets: text === '' ? [] : [text] };
}

/** The same value as one that must not be seen, either as a whole or in the secrets that it has. */
export function keptSecret(value: TemplateValue): TemplateValue {
  const text = textOf(value);
  const own = text === null || text === '' ? [] : [text];
  return { ...value, isSecret: true, secrets: [...value.secrets, ...own] };
}

/** Stands for what is only known when it is sent. */
export function unknownValue(isSecret: boolean): TemplateValue {
  return { ...textValue(''), isSecret, isUnknown: true };
}

/** How much a value may become where it is used: bytes, of which each UTF-16 code unit of a text has at least one. */
export function sizeOf({ content }: TemplateValue): number {
  if (typeof content === 'string') return content.length;
  return content.asText === 'hex' ? content.bytes.length * 2 : content.bytes.length;
}

/** The value where text is expected; null for bytes that are not UTF-8. */
export function textOf({ content }: TemplateValue): string | null {
  if (typeof content === 'string') return content;
  return content.asText === 'hex' ? formatHex(content.bytes, { separator: '' }) : readUtf8(content.bytes);
}

function readUtf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : null;
}

/** The value as bytes; a text is UTF-8. */
export function bytesOf({ content }: TemplateValue): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content.bytes;
}

/** Values one after the other: a single one stays what it is, several become one text, or raw bytes where one of them has no text. */
export function joinValues(values: readonly TemplateValue[]): TemplateValue {
  const [only] = values;
  if (values.length === 1 && only) return only;
  const traits = {
    isSecret: values.some((value) => value.isSecret),
    secrets: secretsOf(values),
    isUnknown: values.some((value) => value.isUnknown),
    isDrawn: values.some((value) => value.isDrawn),
  };
  const texts = values.map(textOf);
  if (texts.every((text) => text !== null)) return { ...traits, content: texts.join('') };
  const writer = new ByteWriter();
  for (const [index, value] of values.entries())
    writer.bytes(bytesOf(asWritten(value, texts[index] ?? null)));
  return { ...traits, content: { bytes: writer.finish(), asText: 'raw' } };
}

/** Everything in the values that must not be seen, each text once. */
export function secretsOf(values: readonly TemplateValue[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value.secrets))];
}

/** Beside other text, random bytes and digests are written as hex, too. */
function asWritten(value: TemplateValue, text: string | null): TemplateValue {
  return text === null ? value : { ...value, content: text };
}
