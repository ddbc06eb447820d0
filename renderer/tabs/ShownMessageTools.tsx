import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { MessageConflictDialog } from '../dialogs/MessageConflictDialog.tsx';
import { MessageTools } from '../features/messages/MessageTools.tsx';
import type { KeptDraft } from '../state/window/drafts.ts';
import { isConflict, keepMine, saveMessage } from '../state/window/messageChanges.ts';
import { contentOfDraft, type OpenMessage } from '../state/window/openMessage.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface ShownMessageToolsProps {
  readonly id: ConnectionId;
  readonly parts: WorkbenchParts;
  readonly open: OpenMessage;
  readonly draft: KeptDraft;
}

/** What can be done with the message that is in the composer, and with its changes. */
export function ShownMessageTools({ id, parts, open, draft }: ShownMessageToolsProps): ReactNode {
  const { state, drafts } = parts;
  const { message, gone, isChanged } = open;
  const kept = useStore(drafts.store);
  const unkept = useStore(drafts.unkept);
  const [isComparing, setComparing] = useState(false);
  const changed = message?.id ?? gone;
  return (
    <>
      <MessageTools
        message={message}
        isChanged={isChanged}
        isGone={gone !== null}
        isUnkept={unkept.has(changed ?? id)}
        isConflict={message !== null && isConflict(kept[message.id], message)}
        onSave={async () => {
          if (message)
            await saveMessage(parts, message.id).catch((error: unknown) => state.toasts.failed(error));
        }}
        onCompare={() => setComparing(true)}
        onThrowAway={() => {
          if (changed !== null) drafts.forget(changed);
        }}
      />
      {isComparing && message && isChanged && (
        <MessageConflictDialog
          theirs={message}
          mine={contentOfDraft(draft, message)}
          onKeep={() => keepMine(parts, message.id)}
          onTake={() => drafts.forget(message.id)}
          onClose={() => setComparing(false)}
        />
      )}
    </>
  );
}
