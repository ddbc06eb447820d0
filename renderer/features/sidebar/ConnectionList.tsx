import { Copy, PenLine, Plug, Trash2, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Connection, Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, protocolNamesOf, isServer } from '../../../shared/model/endpointKinds.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { shortAddress } from '../../state/workspace/endpoints.ts';
import { newestSessionOf, statusOf } from '../../state/sessions/sessions.ts';
import { matchesSearch } from '../../state/window/sidebar.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { dotWords, StatusDot } from '../../ui/StatusDot.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ItemList, type ListItem } from './ItemList.tsx';

interface ConnectionListProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

export function ConnectionList({ state, actions }: ConnectionListProps): ReactNode {
  const { connections, isLoaded, failure } = useStore(state.connections.store);
  const edits = useStore(state.edits.store);
  const sessions = useStore(state.sessions.store, (store) => store.sessions);
  const { search, renaming } = useStore(state.sidebar);
  const active = useStore(state.tabs.store, (tabs) => tabs.active);
  if (failure !== null) return <Notice tone="danger" text={failure} />;
  if (!isLoaded) return null;
  const found = connections.filter(({ name, endpoint }) =>
    matchesSearch(search, name, endpoint.address, factsOf(endpoint.kind).name),
  );
  if (found.length === 0) {
    return <NoConnections isSearching={connections.length > 0} />;
  }
  const items = found.map((connection): ListItem => {
    const endpoint = edits[connection.id]?.endpoint ?? connection.endpoint;
    const status = statusOf(newestSessionOf(sessions, connection.id));
    return {
      id: connection.id,
      name: connection.name,
      title: `${connection.name}\n${factsOf(endpoint.kind).name} ${endpoint.address}\n${dotWords[status]}`,
      aside: <span className="sidebar-address">{asideOf(connection.name, endpoint)}</span>,
      mark: <StatusDot state={status} />,
      isShown: active === keyOfTab({ kind: 'connection', id: connection.id }),
    };
  });
  const byId = (id: string): Connection | undefined => found.find((connection) => connection.id === id);
  const withId = (act: (id: Connection['id']) => void) => (id: string) => {
    const connection = byId(id);
    if (connection) act(connection.id);
  };
  return (
    <ItemList
      label="Connections"
      items={items}
      renaming={renaming}
      onRenaming={(id) => state.sidebar.setState({ renaming: id })}
      onOpen={withId(actions.showConnection)}
      onRename={(id, name) => withId((known) => actions.renameConnection(known, name))(id)}
      onDelete={withId(actions.askToDeleteConnection)}
      menuOf={(id) => {
        const connection = byId(id);
        return connection ? menuOfConnection(connection, state, actions) : [];
      }}
    />
  );
}

/** The address, or the short name of the protocol if the name already says the address. */
function asideOf(name: string, endpoint: Endpoint): string {
  const address = shortAddress(endpoint);
  return name.startsWith(address) ? protocolNamesOf(endpoint.kind).short : address;
}

function menuOfConnection(
  { id, endpoint }: Connection,
  state: WorkbenchState,
  actions: WorkbenchActions,
): MenuItem[] {
  const session = newestSessionOf(state.sessions.store.getState().sessions, id);
  const isLive = session !== undefined && !hasEnded(session.phase);
  return [
    isLive
      ? {
          label: isServer(endpoint.kind) ? 'Stop listening' : 'Disconnect',
          icon: <Unplug size={16} />,
          run: () => actions.toggleConnection(id),
        }
      : {
          label: isServer(endpoint.kind) ? 'Listen' : 'Connect',
          icon: <Plug size={16} />,
          run: () => {
            actions.showConnection(id);
            actions.toggleConnection(id);
          },
        },
    {
      label: 'Rename',
      icon: <PenLine size={16} />,
      keys: 'F2',
      separated: true,
      run: () => state.sidebar.setState({ renaming: id }),
    },
    { label: 'Duplicate', icon: <Copy size={16} />, run: () => actions.duplicateConnection(id) },
    {
      label: 'Delete…',
      icon: <Trash2 size={16} />,
      keys: formatKeys('Delete'),
      danger: true,
      separated: true,
      run: () => actions.askToDeleteConnection(id),
    },
  ];
}

function NoConnections({ isSearching }: { isSearching: boolean }): ReactNode {
  return (
    <p className="sidebar-nothing">
      {isSearching
        ? 'No connection’s name or address matches.'
        : `The addresses you talk to, or listen at, are kept here. ${formatKeys('Alt+N')} makes one.`}
    </p>
  );
}
