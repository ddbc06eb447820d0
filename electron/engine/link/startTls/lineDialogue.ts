import { failed, going, quote, readyUnless, type Dialogue, type Step } from './dialogue.ts';

/** A conversation in lines: yields text to send, or nothing, and receives the next line, without its end. When it returns, TLS begins. */
export type Conversation = Generator<string, void, string>;

/** Why a conversation failed, as a sentence. */
class Refusal extends Error {}

/** A dialogue of lines that end with CR LF, or with a bare LF. */
export function lineDialogue(conversation: Conversation): Dialogue {
  let unread = '';
  const take = (sends: string[], line?: string): Step | undefined => {
    try {
      const next = line === undefined ? conversation.next() : conversation.next(line);
      if (next.done) return readyUnless(unread !== '', bytesOf(sends));
      if (next.value !== '') sends.push(next.value);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return failed(error.message);
      throw error;
    }
  };
  const goOn = (sends: string[]): Step => {
    const send = bytesOf(sends);
    return send ? { state: 'going', send } : going;
  };
  return {
    begin: () => {
      const sends: string[] = [];
      return take(sends) ?? goOn(sends);
    },
    receive: (bytes) => {
      const sends: string[] = [];
      unread += Buffer.from(bytes).toString('latin1');
      for (let end = unread.indexOf('\n'); end >= 0; end = unread.indexOf('\n')) {
        const line = unread.slice(0, end).replace(/\r$/, '');
        unread = unread.slice(end + 1);
        const step = take(sends, line);
        if (step) return step;
      }
      return goOn(sends);
    },
  };
}

function bytesOf(sends: readonly string[]): Uint8Array | undefined {
  return sends.length === 0 ? undefined : Buffer.from(sends.join(''), 'latin1');
}

/** Ends a conversation with a sentence that quotes the server at its end. */
export function refuse(sentence: string, said: string): never {
  throw new Refusal(`${sentence} It said: ${quote(said)}`);
}

/** A reply of a code and text, in one line or several. */
interface Reply {
  readonly code: number;
  /** The text of each line, without the code. */
  readonly lines: readonly string[];
}

/**
 * Reads one reply of SMTP (RFC 5321, section 4.2.1) or FTP (RFC 959, section 4.2), where lines between the first and the last may lack a
 * code. Sends `send` first.
 */
export function* replyTo(send: string, protocol: 'SMTP' | 'FTP'): Generator<string, Reply, string> {
  const lines: string[] = [];
  let code: string | undefined;
  for (let line = yield send; ; line = yield '') {
    const [, digits, separator = ' ', text = ''] = /^([1-5]\d\d)(?:([ -])(.*))?$/s.exec(line) ?? [];
    const isOfReply = digits !== undefined && (code === undefined || digits === code);
    if (!isOfReply && (code === undefined || protocol === 'SMTP')) {
      refuse(`The server does not speak ${protocol}.`, line);
    }
    code ??= digits;
    lines.push(isOfReply ? text : line);
    if (isOfReply && separator === ' ') return { code: Number(code), lines };
  }
}

/** A reply as the server sent it, in one line. */
export function textOf({ code, lines }: Reply): string {
  return `${code} ${lines.join(' ')}`;
}
