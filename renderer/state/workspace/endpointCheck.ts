import { createStore, type StoreApi } from 'zustand/vanilla';
import { onAbort } from '../../../shared/base/onAbort.ts';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointCheck } from '../../../shared/model/endpointCheck.ts';
import type { ConnectionId, EnvironmentId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../base/client.ts';

/** 150 ms after the last change: certificates are read while the person pauses, not on every key press. */
const checkDelayMs = 150;

export interface EndpointCheckState extends EndpointCheck {
  /** A sentence: why nothing could be checked. */
  readonly failure: string | null;
}

/** The engine's check of an endpoint before it is opened. Only the check of the newest endpoint is shown. */
export interface EndpointChecker extends Disposable {
  readonly store: StoreApi<EndpointCheckState>;
  /** `environment`: the one whose variables apply, only the base unless told; `connection`: the saved one that the endpoint is of. */
  check(endpoint: Endpoint, environment?: EnvironmentId | null, connection?: ConnectionId | null): void;
}

interface Asked {
  readonly endpoint: Endpoint;
  readonly environment: EnvironmentId | null;
  readonly connection: ConnectionId | null;
}

const unchecked: EndpointCheckState = { findings: [], certificates: [], failure: null };

export function createEndpointChecker(client: WirebenchClient): EndpointChecker {
  const store = createStore<EndpointCheckState>(() => unchecked);
  let latest = new AbortController();
  const ask = async (input: Asked, { signal }: AbortController): Promise<void> => {
    try {
      const check = await client.call('connections.check', input, { signal });
      if (!signal.aborted) store.setState({ ...check, failure: null });
    } catch (error) {
      if (!signal.aborted) store.setState({ ...unchecked, failure: messageOf(error) });
    }
  };
  return {
    store,
    check(endpoint, environment = null, connection = null) {
      latest.abort();
      const asking = new AbortController();
      latest = asking;
      const timer = setTimeout(() => void ask({ endpoint, environment, connection }, asking), checkDelayMs);
      onAbort(asking.signal, () => clearTimeout(timer));
    },
    dispose: () => latest.abort(),
  };
}
