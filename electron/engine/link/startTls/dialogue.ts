import { visible } from '../../../../shared/bytes/visibleText.ts';

/** The next step of a dialogue: to go on, to begin with TLS, or to give up, with a sentence that says why. */
export type Step =
  | { readonly state: 'going' | 'ready'; readonly send?: Uint8Array }
  | { readonly state: 'failed'; readonly reason: string };

/** The client's part of a protocol up to TLS, without a socket. `begin` comes first and once; nothing follows `ready` or `failed`. */
export interface Dialogue {
  begin(): Step;
  /** The bytes may be a view that is reused afterwards. Chunks may be cut anywhere. */
  receive(bytes: Uint8Array): Step;
}

/** The input of a dialogue. */
export interface DialogueParts {
  /** The name of the server. */
  readonly host: string;
}

/** Waits for more. */
export const going: Step = { state: 'going' };

export function failed(reason: string): Step {
  return { state: 'failed', reason };
}

/** 64 KiB: a greeting with a long list of capabilities has two. A server that says more does not speak the protocol. */
const largestDialogueBytes = 64 * 1024;

/** TLS begins after this step, unless bytes have come that do not belong to it. */
export function readyUnless(hasMore: boolean, send?: Uint8Array): Step {
  if (!hasMore) return send ? { state: 'ready', send } : { state: 'ready' };
  // Clients have been led astray by taking such bytes for TLS content (CVE-2011-0411, CVE-2021-23222).
  return failed(
    'The server sent more in plain text after it had agreed to TLS. It may have been added on the way, so TLS was not started.',
  );
}

/** Quotes the server for a sentence; `text` has a character for each byte, and is read as UTF-8. */
export function quote(text: string): string {
  return `“${visible(Buffer.from(text, 'latin1').toString('utf8').trim())}”`;
}

/** A dialogue that does not listen forever. */
export function limited(dialogue: Dialogue): Dialogue {
  let receivedBytes = 0;
  return {
    begin: () => dialogue.begin(),
    receive: (bytes) => {
      receivedBytes += bytes.length;
      if (receivedBytes <= largestDialogueBytes) return dialogue.receive(bytes);
      return failed(
        `The server sent more than ${largestDialogueBytes / 1024} KiB and had still not agreed to TLS, so it does not seem to speak this protocol.`,
      );
    },
  };
}

/** A dialogue of one question and one answer: `judge` receives everything so far, whenever more has come. */
export function oneAnswer(question: Uint8Array | undefined, judge: (answer: Uint8Array) => Step): Dialogue {
  let answer = new Uint8Array();
  return {
    begin: () => (question ? { state: 'going', send: question } : going),
    receive: (bytes) => {
      const longer = new Uint8Array(answer.length + bytes.length);
      longer.set(answer);
      longer.set(bytes, answer.length);
      answer = longer;
      return judge(answer);
    },
  };
}
