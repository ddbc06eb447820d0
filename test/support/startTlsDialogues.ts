import { startDialogue } from '../../electron/engine/link/startTls/dialogues.ts';
import type { Step } from '../../electron/engine/link/startTls/dialogue.ts';
import type { StartTlsProtocol } from '../../shared/model/tlsOptions.ts';

/** How a chunk of the server is cut before it comes. */
type Cut = (bytes: Uint8Array) => Iterable<Uint8Array>;

/** Byte by byte, in a buffer that is used again for each. */
export function* cutEverywhere(bytes: Uint8Array): Iterable<Uint8Array> {
  const shared = new Uint8Array(1);
  for (const byte of bytes) {
    shared[0] = byte;
    yield shared;
  }
}

/**
 * Plays the server's lines of a conversation (`S: …`) and compares the client's (`C: …`); text is Latin-1, and `S hex: …`, `C hex: …` are
 * bytes. Gives `ready`, `going` or the sentence of the failure; throws where the client says something else.
 */
export function play(
  protocol: StartTlsProtocol,
  lines: readonly string[],
  cut: Cut = (bytes) => [bytes],
): string {
  if (protocol === 'none') throw new Error('There is no dialogue.');
  const dialogue = startDialogue(protocol, { host: 'server.example' });
  const said: Uint8Array[] = [];
  const steps: Step[] = [];
  const take = (step: Step): void => {
    steps.push(step);
    if (step.state !== 'failed' && step.send) said.push(step.send);
  };
  take(dialogue.begin());
  for (const line of lines) {
    const [, speaker, hex, text = ''] = /^([SC])( hex)?: (.*)$/s.exec(line) ?? [];
    const bytes = hex ? Buffer.from(text.replaceAll(/\s/g, ''), 'hex') : Buffer.from(text, 'latin1');
    if (speaker === 'S') {
      for (const chunk of cut(bytes)) if (steps.at(-1)?.state === 'going') take(dialogue.receive(chunk));
    } else {
      const words = Buffer.concat(said.splice(0)).toString(hex ? 'hex' : 'latin1');
      const wanted = bytes.toString(hex ? 'hex' : 'latin1');
      if (words !== wanted) throw new Error(`The client said “${words}” instead of “${wanted}”.`);
    }
  }
  if (said.length > 0) throw new Error('The client said more than that.');
  const last = steps.at(-1);
  return last?.state === 'failed' ? last.reason : String(last?.state);
}
