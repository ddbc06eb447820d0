import { useStore } from 'zustand';
import type { ConnectionId } from '../../shared/model/ids.ts';
import type { OpenDialogStore } from '../state/window/openDialogs.ts';

interface Popup {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Whether a popup of a connection's tab is open: its button opens it, and so does the palette. */
export function usePopup(
  dialogs: OpenDialogStore,
  kind: 'options' | 'repeat' | 'sentHistory' | 'saveMessage',
  connection: ConnectionId,
): Popup {
  const open = useStore(
    dialogs,
    (shown) => shown?.kind === kind && 'connection' in shown && shown.connection === connection,
  );
  return {
    open,
    onOpenChange: (toOpen) => {
      if (toOpen) dialogs.setState({ kind, connection }, true);
      else if (dialogs.getState()?.kind === kind) dialogs.setState(null, true);
    },
  };
}
