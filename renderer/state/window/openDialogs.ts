import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionId, SessionId } from '../../../shared/model/ids.ts';

/** A dialog that menus, keys and the palette can open. */
type OpenDialog =
  | { readonly kind: 'copyCommand'; readonly endpoint: Endpoint }
  | { readonly kind: 'environments' }
  /** What will be sent: of the message in the composer of a connection, or of the connection itself. */
  | { readonly kind: 'preview'; readonly connection: ConnectionId; readonly part: 'message' | 'connection' }
  | { readonly kind: 'conflict'; readonly connection: ConnectionId }
  | { readonly kind: 'joinGroup'; readonly session: SessionId };

export type OpenDialogStore = StoreApi<OpenDialog | null>;

export function createOpenDialogStore(): OpenDialogStore {
  return createStore<OpenDialog | null>(() => null);
}
