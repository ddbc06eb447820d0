import { going, failed, oneAnswer, quote, readyUnless, type Dialogue, type Step } from './dialogue.ts';

/** SSLRequest: its length of 8, and 80877103 (PostgreSQL, “Message Formats”). */
const sslRequest = Uint8Array.of(0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f);

/** Starts TLS in PostgreSQL (“SSL Session Encryption” in its description of the protocol): one byte says yes or no. */
export function postgres(): Dialogue {
  return oneAnswer(sslRequest, judge);
}

function judge(answer: Uint8Array): Step {
  const [first] = answer;
  switch (first === undefined ? undefined : String.fromCharCode(first)) {
    case undefined:
      return going;
    case 'S':
      return readyUnless(answer.length > 1);
    case 'N':
      return failed(
        'The server does not accept TLS: it answered N to the request. Turn “ssl” on in its settings.',
      );
    case 'E':
      return judgeError(answer);
    default:
      return failed(
        `The server does not speak PostgreSQL. It said: ${quote(Buffer.from(answer).toString('latin1'))}`,
      );
  }
}

/** ErrorResponse: `E`, its length, and fields that each end with a zero; from a server older than TLS, text that ends with a zero. */
function judgeError(answer: Uint8Array): Step {
  const text = Buffer.from(answer).toString('latin1');
  const message = /\0M([^\0]+)\0/.exec(text)?.[1] ?? (text.endsWith('\0') ? text.slice(1, -1) : undefined);
  return message === undefined
    ? going
    : failed(`The server refused the request for TLS. It said: ${quote(message)}`);
}
