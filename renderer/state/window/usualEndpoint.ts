import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { withOptions, type OptionValues } from '../workspace/endpointOptions.ts';
import { newEndpoint } from '../workspace/endpoints.ts';
import type { Settings } from './settings.ts';

/** What a new connection of a kind begins with: the defaults of its kind, and what a person has chosen of the options that it has. */
export function usualEndpoint(kind: EndpointKind, settings: Settings): Endpoint {
  const endpoint = newEndpoint(kind);
  const chosen: OptionValues = {
    connectTimeoutMs: settings.newConnectTimeoutMs,
    'reconnect.enabled': settings.newReconnects,
    whenDiskFails: settings.newWhenDiskFails,
  };
  const had = Object.entries(chosen).filter(([path]) => optionAt(endpoint, path) !== undefined);
  const changed = withOptions(endpoint, Object.fromEntries(had));
  return changed.ok ? changed.value : endpoint;
}
