import { useCallback, useEffect, useState } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionId, EnvironmentId, SessionId } from '../../../shared/model/ids.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { EndpointPreview, MessagePreview } from '../../../shared/model/preview.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { WirebenchClient } from '../../state/base/client.ts';

/** The connection whose messages are looked at, and the variables that apply. Pass the same objects until they change. */
export interface PreviewSubject {
  readonly client: WirebenchClient;
  /** The saved one, whose folders have variables, too. */
  readonly connection: ConnectionId;
  readonly endpoint: Endpoint;
  /** Where messages go now, if there is a session. */
  readonly session: SessionId | null;
  readonly environment: EnvironmentId | null;
  /** The engine looks variables up itself; another scope says that it has to look again. */
  readonly scope: Scope;
}

/** A subject, and whether the person asked to see its secrets. */
export interface AskedSubject extends PreviewSubject {
  readonly isRevealed: boolean;
}

/** What the engine answered last; a sentence where it did not. */
interface Asked<Answer> {
  readonly answer: Answer | null;
  readonly failure: string | null;
  /** Asks once more, because the answer may be another one by now. */
  readonly again: () => void;
}

export function useEndpointPreview(subject: AskedSubject): Asked<EndpointPreview> {
  const { client, connection, endpoint, environment, scope, isRevealed } = subject;
  const ask = useCallback(
    (signal: AbortSignal) =>
      client.call('connections.preview', { connection, endpoint, environment, isRevealed }, { signal }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another scope asks again
    [client, connection, endpoint, environment, isRevealed, scope],
  );
  return useAsked(ask);
}

/** The preview of a message, with its first bytes. */
export interface PreviewWithBytes {
  readonly output: MessagePreview;
  readonly body: Uint8Array;
}

export function useMessagePreview(
  subject: AskedSubject,
  written: WrittenMessage,
  destination: Destination,
): Asked<PreviewWithBytes> {
  const { client, connection, session, environment, scope, isRevealed } = subject;
  const ask = useCallback(
    (signal: AbortSignal) => {
      const { text, ...head } = written;
      const input = { ...head, connection, session, destination, environment, isRevealed };
      return client.call('messages.preview', input, { body: new TextEncoder().encode(text), signal });
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another scope asks again
    [client, connection, session, destination, environment, isRevealed, written, scope],
  );
  return useAsked(ask);
}

/** Allows a variable of this machine, and asks again: what will be sent is another now. */
export function allowing(client: WirebenchClient, again: () => void): (name: string) => Promise<void> {
  return async (name) => {
    await client.call('environments.allow', { name });
    again();
  };
}

/** Asks again whenever the question is another one; until the answer comes, the one before stays. */
function useAsked<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Asked<Answer> {
  const [asked, setAsked] = useState<Omit<Asked<Answer>, 'again'>>({ answer: null, failure: null });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const asking = new AbortController();
    const show = (next: Omit<Asked<Answer>, 'again'>): void => {
      if (!asking.signal.aborted) setAsked(next);
    };
    void (async () => {
      try {
        show({ answer: await ask(asking.signal), failure: null });
      } catch (error) {
        show({ answer: null, failure: messageOf(error) });
      }
    })();
    return () => asking.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another number asks again
  }, [ask, times]);
  return { ...asked, again: () => setTimes((before) => before + 1) };
}
