import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import type { Filter, Span } from './ast.ts';
import { parseExpression } from './expression.ts';
import { exampleOf, fieldNamed, likelyMeant, type FieldName } from './fields.ts';
import type { ExpressionToken, FieldToken, Sign, TextToken } from './lexer.ts';
import { parseValue } from './parseValue.ts';
import { readBytes } from './quotedText.ts';

type Parsed = Result<Filter, TextProblem>;

const asText = 'To look for this as text, put it in quotation marks.';

/** `"PING\r\n"`, `"ping"i`, or a word. */
export function parseText(text: string, token: TextToken): Parsed {
  const read = readBytes(text, token);
  if (!read.ok) return read;
  const { bytes, ignoreCase } = read.value;
  if (bytes.length > 0) return ok({ node: 'text', bytes, ignoreCase, span: spanOf(token) });
  const message = 'There is nothing between the quotation marks. Write the text, as in "PING".';
  return fail({ message, ...spanOf(token) });
}

/** `/error \d+/i`. */
export function parseExpressionToken(text: string, token: ExpressionToken): Parsed {
  const span = spanOf(token);
  if (!token.closed) {
    return fail({ message: `A regular expression ends with “/”, as in /error/i. ${asText}`, ...span });
  }
  const parsed = parseExpression(text.slice(token.source.from, token.source.to), token.flags);
  return parsed.ok
    ? ok({ node: 'expression', ...parsed.value, span })
    : fail({ message: parsed.problem, ...span });
}

/** A field with its sign and value: `size>1k`. */
export function parseField(text: string, token: FieldToken): Parsed {
  const name = text.slice(token.name.from, token.name.to);
  const field = fieldNamed(name);
  if (field === undefined) return fail(unknownField(token, name));
  const span = spanOf(token);
  if (!token.value) {
    const message = `After “${text.slice(token.from, token.to)}” comes a value, as in ${exampleOf(field)}.`;
    return fail({ message, ...span });
  }
  const signProblem = checkSign(field, token.sign);
  if (signProblem) return fail(signProblem);
  const sign = token.sign?.text ?? '=';
  const parsed = parseValue(text, { field, sign, value: token.value, span });
  if (!parsed.ok || sign !== '!=') return parsed;
  return ok({ node: 'not', operand: parsed.value, span });
}

function unknownField(token: FieldToken, name: string): TextProblem {
  if (token.sign && name === '') {
    const { from, to, text } = token.sign;
    return { message: `Before “${text}” comes a field, as in size>1k. ${asText}`, from, to };
  }
  if (name.startsWith('-') && name.length > 1) {
    const message = `A minus excludes nothing here. To leave out what matches, write not ${name.slice(1)}:…`;
    return { message, ...token.name };
  }
  const meant = likelyMeant(name);
  const hint =
    meant === undefined
      ? 'The fields are dir, kind, size, peer, after, before, #, note, mark and hex.'
      : `Did you mean ${meant}?`;
  return { message: `There is no field “${name}”. ${hint} ${asText}`, ...token.name };
}

/** Only sizes and numbers can be compared with `<` and `>`; other values either match or do not. */
function checkSign(field: FieldName, sign: Sign | null): TextProblem | undefined {
  if (!sign || field === 'size' || field === '#') return undefined;
  const isTime = field === 'after' || field === 'before';
  if (sign.text === ':' || sign.text === '=' || (sign.text === '!=' && !isTime)) return undefined;
  return {
    message: `After “${field}” comes “:”, as in ${exampleOf(field)}.`,
    from: sign.from,
    to: sign.to,
  };
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}
