import { z } from 'zod';
import { fail, type Result, type TextProblem } from '../base/result.ts';
import { encodings, type Encoding } from '../bytes/encodings.ts';
import { parseEscapedText } from '../bytes/escapedText.ts';

/** 64 characters: a terminator ends a message, and is none itself. */
const longestTerminator = 64;

/** How the text of a message becomes bytes; UTF-8 unless told. */
export const encodingSchema = z.enum(encodings).default('utf-8');

/** What follows the text of a message, as text with escapes; nothing unless told. */
export const terminatorSchema = z.string().max(longestTerminator).default('');

/** What is to be known of a text besides its characters. It matters to text alone: bytes written as hex or Base64 are complete. */
export interface TextOptions {
  readonly encoding: Encoding;
  /** Text with escapes, such as `\r\n`, in the same encoding. */
  readonly terminator: string;
}

/** A text that is sent as UTF-8, with nothing after it. */
export const plainTextOptions: TextOptions = { encoding: 'utf-8', terminator: '' };

/** The terminators with a name, as text with escapes. */
export const namedTerminators = {
  none: '',
  lf: '\\n',
  crlf: '\\r\\n',
  nul: '\\0',
} as const satisfies Readonly<Record<string, string>>;

/** The terminator that a person means: by name, in any case, or as text with escapes. */
export function terminatorNamed(text: string): string {
  return new Map(Object.entries(namedTerminators)).get(text.toLowerCase()) ?? text;
}

/** The bytes of a terminator. The problem is a sentence that says that it is about the terminator. */
export function bytesOfTerminator({
  encoding,
  terminator,
}: TextOptions): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const read = parseEscapedText(terminator, encoding);
  if (read.ok) return read;
  return fail({ ...read.problem, message: `The terminator cannot be sent. ${read.problem.message}` });
}
