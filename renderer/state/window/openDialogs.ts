import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionId, RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { SecretSearch } from '../../../shared/model/secretSearch.ts';
import type { KeyGroup } from './keyGroups.ts';
import type { ImportOutcome } from '../workspace/imports.ts';

/** What stands at the connection's address bar and composer, and is opened there. */
type DialogAtTab =
  /** What will be sent: of the message in the composer of a connection, or of the connection itself. */
  | { readonly kind: 'preview'; readonly connection: ConnectionId; readonly part: 'message' | 'connection' }
  | {
      readonly kind: 'options' | 'repeat' | 'sentHistory' | 'saveMessage';
      readonly connection: ConnectionId;
    };

/** A dialog that menus, keys and the palette can open. */
type OpenDialog =
  /** With what its variables stand for; null outside of all folders. */
  | { readonly kind: 'copyCommand'; readonly endpoint: Endpoint; readonly scope: Scope | null }
  | { readonly kind: 'folderVariables'; readonly folder: FolderPath }
  | { readonly kind: 'environments' | 'settings' }
  /** A file that was dropped, which may become the message of a connection. */
  | { readonly kind: 'droppedFile'; readonly connection: ConnectionId; readonly file: File }
  | { readonly kind: 'keys'; readonly groups: readonly KeyGroup[] }
  /** What became of collections that were imported. */
  | { readonly kind: 'imported'; readonly outcomes: readonly ImportOutcome[] }
  | DialogAtTab
  | { readonly kind: 'conflict'; readonly connection: ConnectionId }
  /** The colour and the note of what is selected among the records of a source. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'joinGroup' | 'keep'; readonly session: SessionId }
  /** A recording that is to be copied has secrets in it. */
  | {
      readonly kind: 'secretsFound';
      readonly recording: RecordingId;
      readonly name: string;
      readonly found: SecretSearch;
    };

/** A dialog that stands in front of the whole window. */
export type WindowDialog = Exclude<OpenDialog, DialogAtTab | { readonly kind: 'mark' }>;

/** Whether a tab shows it. */
export function isAtTab(dialog: OpenDialog): dialog is DialogAtTab {
  return kindsAtTab.has(dialog.kind);
}

const kindsAtTab: ReadonlySet<OpenDialog['kind']> = new Set([
  'preview',
  'options',
  'repeat',
  'sentHistory',
  'saveMessage',
] satisfies DialogAtTab['kind'][]);

export type OpenDialogStore = StoreApi<OpenDialog | null>;

export function createOpenDialogStore(): OpenDialogStore {
  return createStore<OpenDialog | null>(() => null);
}

/** Shows a dialog that comes by itself as soon as a person has closed the one that is open: what they typed into it would be lost. */
export function showWhenFree(dialogs: OpenDialogStore, dialog: OpenDialog): void {
  if (dialogs.getState() === null) {
    dialogs.setState(dialog, true);
    return;
  }
  const stop = dialogs.subscribe(() => {
    if (dialogs.getState() !== null) return;
    stop();
    dialogs.setState(dialog, true);
  });
}
