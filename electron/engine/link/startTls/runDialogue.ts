import { onAbort } from '../../../../shared/base/onAbort.ts';
import { Owner } from '../../../../shared/base/lifecycle.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import type { Dialogue, Step } from './dialogue.ts';
import type { PlainTalk } from './upgrade.ts';

/**
 * Runs a dialogue in plain text over a link, until TLS is to begin. Rejects with a `LinkProblem` that says why it failed, or with the
 * signal's reason.
 */
export function runDialogue(dialogue: Dialogue, plain: PlainTalk, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = new Owner();
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      listening.dispose();
      settle();
    };
    const act = async (step: Step): Promise<void> => {
      if (step.state === 'failed') throw new LinkProblem(step.reason, { field: 'startTls' });
      if (step.send) await plain.send(step.send);
      if (step.state === 'ready') end(resolve);
    };
    const take = (step: Step): void => void act(step).catch((error: unknown) => end(() => reject(error)));
    listening.add(onAbort(signal, () => end(() => reject(signal.reason))));
    plain.listen((bytes) => {
      if (!isOver) take(dialogue.receive(bytes));
    });
    if (!isOver) take(dialogue.begin());
  });
}
