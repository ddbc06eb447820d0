import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { NewOptions, Settings } from './settings.ts';

/** What is otherwise for one kind. */
type OwnOptions = NonNullable<Settings['newOfKinds'][EndpointKind]>;

/** The options that a new connection of this kind begins with, where its kind has them: its own, or else those of all kinds (null). */
export function newOptionsOf(settings: Settings, kind: EndpointKind | null): NewOptions {
  const own: OwnOptions = kind === null ? {} : (settings.newOfKinds[kind] ?? {});
  return {
    newConnectTimeoutMs: own.newConnectTimeoutMs ?? settings.newConnectTimeoutMs,
    newReconnects: own.newReconnects ?? settings.newReconnects,
    newWhenDiskFails: own.newWhenDiskFails ?? settings.newWhenDiskFails,
  };
}

/** The change of the settings that gives a kind, or all of them, another option. A kind keeps only what is not as for all kinds. */
export function withNewOption(
  settings: Settings,
  kind: EndpointKind | null,
  change: Partial<NewOptions>,
): Partial<Settings> {
  if (kind === null) return change;
  return withOwn(settings, kind, { ...settings.newOfKinds[kind], ...change });
}

/** The change of the settings after which an option of a kind is as for all kinds. */
export function withoutNewOption(
  settings: Settings,
  kind: EndpointKind,
  name: keyof NewOptions,
): Partial<Settings> {
  return withOwn(settings, kind, { ...settings.newOfKinds[kind], [name]: undefined });
}

function withOwn(settings: Settings, kind: EndpointKind, own: OwnOptions): Partial<Settings> {
  const ofAll = new Map<string, unknown>(Object.entries(newOptionsOf(settings, null)));
  const kept = Object.entries(own).filter(
    ([name, value]) => value !== undefined && value !== ofAll.get(name),
  );
  const { [kind]: _, ...others } = settings.newOfKinds;
  return { newOfKinds: kept.length === 0 ? others : { ...others, [kind]: Object.fromEntries(kept) } };
}
