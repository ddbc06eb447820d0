import { endpointKinds, factsOf, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import { SecondsField } from '../features/settings/SecondsField.tsx';
import type { SettingRow } from '../features/settings/settingRow.ts';
import { newOptionsOf, withNewOption, withoutNewOption } from '../state/window/newOptions.ts';
import type { NewOptions, Settings, SettingsStore } from '../state/window/settings.ts';
import { hasNewOption } from '../state/window/usualEndpoint.ts';
import { storageFailureNames } from '../state/workspace/optionNames.ts';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { restoreOf } from './settingRows.tsx';

const group = 'New connections';
const words = 'default options';

/** Whose options are shown: those of one kind, or (null) of all. */
interface ShownOptions {
  readonly kind: EndpointKind | null;
  readonly choose: (kind: EndpointKind | null) => void;
}

/** What new connections begin with: the kind, and the options of all kinds or of one. */
export function newConnectionRows(
  settings: Settings,
  store: SettingsStore,
  shown: ShownOptions,
): SettingRow[] {
  return [
    {
      name: 'Kind',
      group,
      note: 'Until an address with a scheme is typed.',
      words,
      control: (
        <Select
          label="Kind"
          value={settings.newKind}
          options={endpointKinds.map((value) => ({ value, label: factsOf(value).name }))}
          onValue={(newKind) => store.set({ newKind })}
        />
      ),
      restore: restoreOf('newKind', settings, store),
    },
    optionsRow(shown),
    ...optionRows(settings, store, shown.kind),
  ];
}

function optionsRow({ kind, choose }: ShownOptions): SettingRow {
  return {
    name: 'Options of',
    group,
    note: 'The options below are for all kinds, or for one that differs.',
    words: `${words} per kind`,
    control: (
      <Select<EndpointKind | 'all'>
        label="Options of"
        value={kind ?? 'all'}
        options={[
          { value: 'all', label: 'All kinds' },
          ...endpointKinds.map((value) => ({ value, label: factsOf(value).name })),
        ]}
        onValue={(value) => choose(value === 'all' ? null : value)}
      />
    ),
    restore: null,
  };
}

/** The options that the kind has. Restoring one of a kind makes it as for all kinds. */
function optionRows(settings: Settings, store: SettingsStore, kind: EndpointKind | null): SettingRow[] {
  const options = newOptionsOf(settings, kind);
  const set = (change: Partial<NewOptions>): void => store.set(withNewOption(settings, kind, change));
  const restore = (name: keyof NewOptions): (() => void) | null => {
    if (kind === null) return restoreOf(name, settings, store);
    const isOwn = settings.newOfKinds[kind]?.[name] !== undefined;
    return isOwn ? () => store.set(withoutNewOption(settings, kind, name)) : null;
  };
  const rows: readonly (SettingRow & { readonly option: keyof NewOptions })[] = [
    {
      option: 'newConnectTimeoutMs',
      name: 'Connect timeout',
      group,
      note: 'Seconds from the look-up to the last handshake.',
      words: `${words} limit`,
      control: (
        <SecondsField
          // Text that cannot be taken belongs to the kind that it was typed for.
          key={kind}
          label="Connect timeout"
          valueMs={options.newConnectTimeoutMs}
          leastMs={100}
          mostMs={600_000}
          onValue={(newConnectTimeoutMs) => set({ newConnectTimeoutMs })}
        />
      ),
      restore: restore('newConnectTimeoutMs'),
    },
    {
      option: 'newReconnects',
      name: 'Reconnect',
      group,
      note: 'Clients connect again when an attempt fails or the other side closes.',
      words: `${words} retry`,
      control: (
        <Switch
          label="Reconnect"
          checked={options.newReconnects}
          onChecked={(newReconnects) => set({ newReconnects })}
        />
      ),
      restore: restore('newReconnects'),
    },
    {
      option: 'newWhenDiskFails',
      name: 'When the disk fails',
      group,
      note: 'Disk full, folder gone, file locked by another program.',
      words: `${words} recording`,
      control: (
        <Select
          label="When the disk fails"
          value={options.newWhenDiskFails}
          options={(['continue', 'pause'] as const).map((value) => ({
            value,
            label: storageFailureNames[value],
          }))}
          onValue={(newWhenDiskFails) => set({ newWhenDiskFails })}
        />
      ),
      restore: restore('newWhenDiskFails'),
    },
  ];
  return rows.filter(({ option }) => kind === null || hasNewOption(kind, option));
}
