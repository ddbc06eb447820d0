import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { EndpointKind } from '../../shared/model/endpointKinds.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { draftOfStretch } from '../state/window/compose.ts';
import type { KeptDraft } from '../state/window/drafts.ts';
import { Recall } from '../state/window/recall.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

type Draft = Omit<KeptDraft, 'message' | 'revision'>;

/** What is being gone through: the draft to come back to, and the text that is shown of what was sent. */
interface Recalling {
  readonly recall: Recall;
  readonly before: Draft;
  shown: string;
  isBusy: boolean;
}

interface RecallParts {
  readonly parts: WorkbenchParts;
  readonly id: ConnectionId;
  readonly endpoint: EndpointKind;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

const plain = (event: KeyboardEvent): boolean =>
  !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.nativeEvent.isComposing;

/**
 * The keys of the editor by which the sent messages come back: ↑ where it is empty, and then ↑ for older ones, ↓ for newer ones, Escape for
 * the empty one. Any change of the text ends it. The result takes a key, and says whether it was one of these.
 */
export function useRecall({
  parts,
  id,
  endpoint,
  draft,
  onDraft,
}: RecallParts): (event: KeyboardEvent) => boolean {
  const recalling = useRef<Recalling | null>(null);
  const end = useCallback((): void => {
    recalling.current?.recall.dispose();
    recalling.current = null;
  }, []);
  useEffect(() => end, [end]);

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
    now.shown = shown.text;
    onDraft(shown);
  };
  return (event) => {
    if (recalling.current !== null && draft.text !== recalling.current.shown) end();
    const isUp = event.key === 'ArrowUp' && plain(event);
    if (recalling.current === null) {
      if (!isUp || draft.text !== '') return false;
      const recall = new Recall(parts.state.client, id, ({ source, seq, kind, size }) =>
        draftOfStretch(parts, { source, seq, kind, from: 0, to: size }, endpoint),
      );
      recalling.current = { recall, before: draft, shown: '', isBusy: false };
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
