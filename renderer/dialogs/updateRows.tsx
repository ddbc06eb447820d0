import type { SettingRow } from '../features/settings/settingRow.ts';
import type { Settings, SettingsStore } from '../state/window/settings.ts';
import { Switch } from '../ui/Switch.tsx';

const name = 'Look for new versions';

/** `from`: who is asked for new versions; null where nobody is, and nothing can be set. */
export function updateRows(
  { looksForUpdates }: Settings,
  settings: SettingsStore,
  from: string | null,
): SettingRow[] {
  if (from === null) return [];
  return [
    {
      name,
      group: 'Updates',
      note: `After each start and once a day, asks ${from} for one small file. Nothing about you is sent, and nothing is downloaded or installed by itself.`,
      words: 'update upgrade release check automatic network request privacy',
      control: (
        <Switch
          label={name}
          checked={looksForUpdates === true}
          onChecked={(isWanted) => settings.set({ looksForUpdates: isWanted })}
        />
      ),
      // The default is to be asked once.
      restore: looksForUpdates === null ? null : () => settings.set({ looksForUpdates: null }),
    },
  ];
}
