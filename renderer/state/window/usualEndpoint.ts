import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { withOptions, type OptionValues } from '../workspace/endpointOptions.ts';
import { newEndpoint } from '../workspace/endpoints.ts';
import { newOptionsOf } from './newOptions.ts';
import type { NewOptions, Settings } from './settings.ts';

/** Where each of the options stands in an endpoint. */
const newOptionPaths: Readonly<Record<keyof NewOptions, string>> = {
  newConnectTimeoutMs: 'connectTimeoutMs',
  newReconnects: 'reconnect.enabled',
  newWhenDiskFails: 'whenDiskFails',
};

/** Whether connections of a kind have an option. */
export function hasNewOption(kind: EndpointKind, name: keyof NewOptions): boolean {
  return optionAt(newEndpoint(kind), newOptionPaths[name]) !== undefined;
}

/** What a new connection of a kind begins with: the defaults of its kind, and what a person has chosen of the options that it has. */
export function usualEndpoint(kind: EndpointKind, settings: Settings, address?: string): Endpoint {
  const endpoint = newEndpoint(kind, address);
  const { newConnectTimeoutMs, newReconnects, newWhenDiskFails } = newOptionsOf(settings, kind);
  const chosen: OptionValues = {
    [newOptionPaths.newConnectTimeoutMs]: newConnectTimeoutMs,
    [newOptionPaths.newReconnects]: newReconnects,
    [newOptionPaths.newWhenDiskFails]: newWhenDiskFails,
  };
  const had = Object.entries(chosen).filter(([path]) => optionAt(endpoint, path) !== undefined);
  const changed = withOptions(endpoint, Object.fromEntries(had));
  return changed.ok ? changed.value : endpoint;
}
