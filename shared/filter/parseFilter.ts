import { formatCount } from '../base/quantity.ts';
import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { largestFilterLength } from '../model/filteredView.ts';
import { largestFilterDepth, type Filter, type Span } from './ast.ts';
import { tokenize, type Token } from './lexer.ts';
import { parseExpressionToken, parseField, parseText } from './parseTerm.ts';

/** The places at which a filter cannot be understood, in the order of the text; at least one. */
type FilterProblems = readonly [TextProblem, ...TextProblem[]];

/**
 * Reads a filter. An empty one matches everything. Terms are joined by `and`, `or` and `not` (`&&`, `||`, `!`) and parentheses; `not` binds
 * closest, then `and`, then `or`; terms side by side mean `and`. Reading continues after a problem: all problems are returned at once.
 */
export function parseFilter(text: string): Result<Filter, FilterProblems> {
  if (text.length > largestFilterLength) {
    const message = `A filter has at most ${formatCount(largestFilterLength)} characters. Remove what is marked.`;
    return fail([{ message, from: largestFilterLength, to: text.length }]);
  }
  const parser = new Parser(text);
  const filter = parser.parse();
  const [first, ...others] = parser.problems.toSorted((one, other) => one.from - other.from);
  return first ? fail([first, ...others]) : ok(filter);
}

/**
 * Recursive descent. A missing or wrong condition is reported in `problems`; its placeholder in the tree is never seen, because a tree with
 * problems is not returned.
 */
class Parser {
  readonly problems: TextProblem[] = [];
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  parse(): Filter {
    if (this.tokens.length === 0) return everything({ from: 0, to: this.text.length });
    const filter = this.parseOr(0);
    for (let token = this.tokens[this.next]; token; token = this.tokens[this.next]) {
      // Only a surplus parenthesis ends the outermost expression. Reading goes on after it, to find further problems.
      if (token.kind === 'close') {
        this.report('This parenthesis has no “(” before it. Remove it, or add one.', token);
      }
      if (token.kind === 'close' || token.kind === 'and' || token.kind === 'or') this.next += 1;
      else this.parseOr(0);
    }
    return filter;
  }

  private parseOr(depth: number): Filter {
    const operands = [this.parseAnd(depth)];
    while (this.tokens[this.next]?.kind === 'or') {
      this.next += 1;
      operands.push(this.parseAnd(depth));
    }
    return joined('or', operands);
  }

  private parseAnd(depth: number): Filter {
    const operands = [this.parseNot(depth)];
    for (let token = this.tokens[this.next]; token; token = this.tokens[this.next]) {
      if (token.kind === 'close' || token.kind === 'or') break;
      if (token.kind === 'and') this.next += 1;
      operands.push(this.parseNot(depth));
    }
    return joined('and', operands);
  }

  private parseNot(depth: number): Filter {
    const token = this.tokens[this.next];
    if (token?.kind !== 'not') return this.parseCondition(depth);
    if (this.isTooDeep(token, depth)) return everything(token);
    this.next += 1;
    const operand = this.parseNot(depth + 1);
    return { node: 'not', operand, span: { from: token.from, to: operand.span.to } };
  }

  private parseCondition(depth: number): Filter {
    const token = this.tokens[this.next];
    switch (token?.kind) {
      case 'open':
        return this.parseParentheses(token, depth);
      case 'bare':
      case 'quoted':
        return this.take(parseText(this.text, token), token);
      case 'expression':
        return this.take(parseExpressionToken(this.text, token), token);
      case 'field':
        return this.take(parseField(this.text, token), token);
      case 'and':
      case 'or':
      case 'not':
      case 'close':
      case undefined:
        return this.reportMissing(token);
    }
  }

  private parseParentheses(open: Token, depth: number): Filter {
    if (this.isTooDeep(open, depth)) return everything(open);
    this.next += 1;
    const inside = this.parseOr(depth + 1);
    const close = this.tokens[this.next];
    if (close?.kind !== 'close') {
      this.report('This parenthesis is not closed. Add “)” where it ends.', open);
      return inside;
    }
    this.next += 1;
    return { ...inside, span: { from: open.from, to: close.to } };
  }

  private take(parsed: Result<Filter, TextProblem>, token: Token): Filter {
    this.next += 1;
    const following = this.tokens[this.next];
    if (parsed.ok && following && isMoreHex(this.text, parsed.value, token, following)) {
      const message = 'Put bytes with spaces between them in quotation marks, as in hex:"de ad ?? ef".';
      this.report(message, { from: token.from, to: following.to });
    }
    if (parsed.ok) return parsed.value;
    this.problems.push(parsed.problem);
    return everything(token);
  }

  /** Reports that a condition is missing. The token found instead is left for the caller. */
  private reportMissing(found: Token | undefined): Filter {
    const previous = this.tokens[this.next - 1];
    if (previous?.kind === 'open' && found?.kind === 'close') {
      const message = 'Between parentheses comes a condition, as in (kind:text or size>1k).';
      this.report(message, { from: previous.from, to: found.to });
    } else if (previous && previous.kind !== 'open') {
      const written = this.text.slice(previous.from, previous.to);
      this.report(`After “${written}” comes a condition, as in ${written} kind:text.`, previous);
    } else if (found) {
      const written = this.text.slice(found.from, found.to);
      this.report(`Before “${written}” comes a condition, as in dir:in ${written} kind:text.`, found);
    }
    return everything(found ?? { from: this.text.length, to: this.text.length });
  }

  private isTooDeep(token: Token, depth: number): boolean {
    if (depth < largestFilterDepth) return false;
    this.report(`Parentheses and “not” nest at most ${largestFilterDepth} deep. Remove some.`, token);
    this.next = this.tokens.length;
    return true;
  }

  private report(message: string, { from, to }: Span): void {
    this.problems.push({ message, from, to });
  }
}

function joined(node: 'and' | 'or', operands: readonly Filter[]): Filter {
  const [first, ...others] = operands;
  const last = others.at(-1);
  if (!first) return everything({ from: 0, to: 0 });
  return last ? { node, operands, span: { from: first.span.from, to: last.span.to } } : first;
}

function everything({ from, to }: Span): Filter {
  return { node: 'everything', span: { from, to } };
}

/** `hex:de ad` would look for one byte and for the word “ad”, which nobody means. */
function isMoreHex(text: string, filter: Filter, token: Token, following: Token): boolean {
  return (
    filter.node === 'hex' &&
    token.kind === 'field' &&
    token.value?.kind === 'bare' &&
    following.kind === 'bare' &&
    /^(?:[\da-f?]{2})+$/i.test(text.slice(following.from, following.to))
  );
}
