import { useEffect, useState } from 'react';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../../state/base/client.ts';

/** The whole endpoint that a session was opened with; null until it is known. Without a session nothing is requested. */
export function useOpenedEndpoint(client: WirebenchClient, session: SessionId | null): Endpoint | null {
  const [opened, setOpened] = useState<{ readonly session: SessionId; readonly endpoint: Endpoint }>();
  useEffect(() => {
    if (session === null) return undefined;
    let isLeft = false;
    const ask = async (): Promise<void> => {
      const endpoint = await client.call('sessions.endpoint', { session });
      if (!isLeft) setOpened({ session, endpoint });
    };
    // The session was released meanwhile: only its brief endpoint is shown.
    void ask().catch(() => undefined);
    return () => {
      isLeft = true;
    };
  }, [client, session]);
  return opened !== undefined && opened.session === session ? opened.endpoint : null;
}
