import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatKeys } from '../ui/keys.ts';

/** What stands in place of tabs while none is open. */
export function NoTab({ parts }: { parts: WindowParts }): ReactNode {
  const { store } = parts.state.connections;
  const hasAny = useStore(store, ({ connections }) => connections.length > 0);
  const isLoaded = useStore(store, (known) => known.isLoaded);
  const hasUnread = useStore(store, (known) => known.hasUnread);
  if (!isLoaded && !hasAny) return null;
  const isFirst = !hasAny && !hasUnread;
  return (
    <div className="tab-empty">
      <EmptyState
        what={isFirst ? 'Talk to a socket service, and see every byte.' : 'Nothing is open.'}
        how={
          isFirst
            ? 'A connection is an address: TCP, UDP or WebSocket, as a client or a server. Everything sent and received is recorded from the first byte.'
            : 'Choose a connection or a recording in the sidebar, or create a new connection.'
        }
        action={
          <Button tone="primary" onClick={() => parts.actions.newConnection()}>
            Create a connection
          </Button>
        }
        keys={formatKeys('Alt+N')}
        also={
          isFirst && (
            <>
              <Button
                title="Opens a server that sends back what it gets, and a client to it"
                onClick={() => parts.actions.tryEcho()}
              >
                Try an echo server
              </Button>
              <Button onClick={() => parts.actions.addExamples()}>Start with examples</Button>
            </>
          )
        }
      />
    </div>
  );
}
