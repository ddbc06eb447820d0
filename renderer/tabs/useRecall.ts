import { useCallback, useEffect, useRef } from 'react';
import { writtenIn } from '../state/window/compose.ts';
import type { EndpointKind } from '../../shared/model/endpointKinds.ts';
import type { ConnectionId, MessageId } from '../../shared/model/ids.ts';
import { draftOfSent } from '../state/window/draftOfSent.ts';
import type { KeptDraft } from '../state/window/drafts.ts';
import { Recall } from '../state/window/recall.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

type Draft = Omit<KeptDraft, 'message' | 'revision'>;

/** What is being gone through: the draft to come back to, and what is shown of what was sent, its text or the path of its file. */
interface Recalling {
  readonly recall: Recall;
  readonly message: MessageId | null;
  readonly before: Draft;
  shown: string;
  isBusy: boolean;
}

interface RecallParts {
  readonly parts: WorkbenchParts;
  readonly id: ConnectionId;
  readonly endpoint: EndpointKind;
  /** The named message in the composer; null for the one without a name. */
  readonly message: MessageId | null;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

const plain = (event: KeyboardEvent): boolean =>
  !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing;

/**
 * The keys of the composer by which the sent messages come back: ↑ where it is empty, and then ↑ for older ones, ↓ for newer ones, Escape for
 * the empty one. Any change of the text, and another message, ends it. The result takes a key, and says whether it was one of these.
 */
export function useRecall({
  parts,
  id,
  endpoint,
  message,
  draft,
  onDraft,
}: RecallParts): (event: KeyboardEvent) => boolean {
  const recalling = useRef<Recalling | null>(null);
  const end = useCallback((): void => {
    recalling.current?.recall.dispose();
    recalling.current = null;
  }, []);
  useEffect(() => end, [end]);
  const written = writtenIn(draft);
  // At once, since what was looked for may still come.
  useEffect(() => {
    const now = recalling.current;
    if (now !== null && (written !== now.shown || message !== now.message)) end();
  }, [end, written, message]);

  const goOlder = async (now: Recalling): Promise<void> => {
    if (now.isBusy) return;
    now.isBusy = true;
    try {
      const older = await now.recall.older();
      // Something may have been typed meanwhile.
      if (recalling.current !== now) return;
      if (older !== null) show(now, older);
      else if (now.shown === '') parts.state.toasts.say('Nothing was sent over this connection yet.');
    } finally {
      now.isBusy = false;
    }
  };
  const show = (now: Recalling, shown: Draft): void => {
    now.shown = writtenIn(shown);
    onDraft(shown);
  };
  return (event) => {
    const isUp = event.key === 'ArrowUp' && plain(event);
    if (recalling.current === null) {
      if (!isUp || written !== '') return false;
      const recall = new Recall(parts.state.client, id, (row) => draftOfSent(parts, id, row, endpoint));
      recalling.current = { recall, message, before: draft, shown: '', isBusy: false };
    }
    const now = recalling.current;
    if (isUp) parts.state.toasts.run(() => goOlder(now));
    else if (event.key === 'ArrowDown' && plain(event)) show(now, now.recall.newer() ?? now.before);
    else if (event.key === 'Escape' && plain(event)) {
      end();
      onDraft(now.before);
    } else return false;
    return true;
  };
}
