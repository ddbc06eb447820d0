import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { isUtf8 } from '../../../../shared/bytes/utf8.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/** Node reads headers as Latin-1; UTF-8 in them is decoded here. */
export function textOfHeader(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** The headers of a request by their lower-case names, each with all its values. Node's own table keeps only one of two Host headers. */
export class HandshakeHeaders {
  private readonly table = new Map<string, string[]>();

  /** `raw` alternates names and values, like `IncomingMessage.rawHeaders`. */
  constructor(raw: readonly string[]) {
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = (raw[index] ?? '').toLowerCase();
      this.table.set(name, [...this.all(name), textOfHeader(raw[index + 1] ?? '')]);
    }
  }

  all(name: string): readonly string[] {
    return this.table.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.table.has(name);
  }

  /** The elements of a list, from however many lines; empty elements do not count (RFC 9110, section 5.6.1). */
  list(name: string): readonly string[] {
    const elements = this.all(name).flatMap((value) => value.split(','));
    return elements.map((element) => element.replace(/^[ \t]+|[ \t]+$/g, '')).filter((text) => text !== '');
  }

  /** True when a list has an element, ignoring case. */
  lists(name: string, element: string): boolean {
    return this.list(name).some((listed) => listed.toLowerCase() === element);
  }
}

/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The subprotocols that a client offers (RFC 6455, section 4.1, item 10), or what is wrong with them. */
export function offeredSubprotocols(headers: HandshakeHeaders): Result<readonly string[], string> {
  const name = 'Sec-WebSocket-Protocol';
  const offered = headers.list(name.toLowerCase());
  if (headers.has(name.toLowerCase()) && offered.length === 0) return fail(`sent an empty ${name}`);
  const bad = offered.find((each) => !token.test(each));
  if (bad !== undefined) return fail(`offered the subprotocol “${visible(bad)}”, which is not a token,`);
  const twice = offered.find((each, index) => offered.indexOf(each) !== index);
  return twice === undefined ? ok(offered) : fail(`offered the subprotocol “${visible(twice)}” twice`);
}

const extension = (() => {
  const word = token.source.slice(1, -1);
  return new RegExp(`^${word}(?:[ \\t]*;[ \\t]*${word}(?:[ \\t]*=[ \\t]*(?:${word}|"${word}"))?)*$`);
})();

/** What is wrong with the extensions that a client offers (RFC 6455, section 9.1); null when nothing is. No extension is used. */
export function extensionProblem(headers: HandshakeHeaders): string | null {
  const name = 'Sec-WebSocket-Extensions';
  const offered = headers.list(name.toLowerCase());
  if (headers.has(name.toLowerCase()) && offered.length === 0) return `sent an empty ${name}`;
  const bad = offered.find((each) => !extension.test(each));
  return bad === undefined ? null : `offered the extension “${visible(bad)}”, which cannot be read,`;
}
