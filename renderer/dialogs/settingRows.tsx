import type { StoreApi } from 'zustand';
import type { SelectOption } from '../ui/Select.tsx';
import { Select } from '../ui/Select.tsx';
import { defaultBudgetBytes, type Storage } from '../../shared/model/storage.ts';
import type { SettingRow } from '../features/settings/settingRow.ts';
import { BudgetForm } from '../features/sidebar/BudgetForm.tsx';
import {
  defaultSettings,
  monoSizes,
  textSizes,
  type SettingName,
  type Settings,
  type SettingsStore,
} from '../state/window/settings.ts';
import {
  densities,
  densityNames,
  rowPixels,
  timeBases,
  timeBasisNames,
  timePrecisionNames,
  timePrecisions,
  usualLayout,
  type TableLayout,
  type TimeFormat,
} from '../state/window/tableLayout.ts';
import { themeChoices, themeNames, type ThemeChoice, type ThemeStore } from '../state/window/theme.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { askToSetBudget } from '../state/workspace/storage.ts';

/** Sets the default of a setting again; null where it is in force. */
export function restoreOf(name: SettingName, settings: Settings, store: SettingsStore): (() => void) | null {
  return settings[name] === defaultSettings[name] ? null : () => store.set({ [name]: defaultSettings[name] });
}

function pixels<Size extends number>(sizes: readonly Size[]): SelectOption<Size>[] {
  return sizes.map((value) => ({ value, label: `${value} px` }));
}

/** How everything looks. */
export function appearanceRows(
  settings: Settings,
  store: SettingsStore,
  theme: ThemeChoice,
  themes: ThemeStore,
): SettingRow[] {
  const group = 'Appearance';
  return [
    {
      name: 'Theme',
      group,
      note: '“System” follows the operating system, its high contrast included.',
      words: 'colours colors dark light high contrast',
      control: (
        <Select
          label="Theme"
          value={theme}
          options={themeChoices.map((value) => ({ value, label: themeNames[value] }))}
          onValue={(chosen) => themes.choose(chosen)}
        />
      ),
      restore: theme === 'system' ? null : () => themes.choose('system'),
    },
    {
      name: 'Text size',
      group,
      note: 'Labels, lists and sentences.',
      words: 'font',
      control: (
        <Select
          label="Text size"
          value={settings.textSize}
          options={pixels(textSizes)}
          onValue={(textSize) => store.set({ textSize })}
        />
      ),
      restore: restoreOf('textSize', settings, store),
    },
    {
      name: 'Monospace text size',
      group,
      note: 'Bytes, addresses, times and numbers.',
      words: 'font hex dump editor code',
      control: (
        <Select
          label="Monospace text size"
          value={settings.monoSize}
          options={pixels(monoSizes)}
          onValue={(monoSize) => store.set({ monoSize })}
        />
      ),
      restore: restoreOf('monoSize', settings, store),
    },
  ];
}

/** What is kept of the recordings of this workspace. */
export function recordingRows(storage: Storage, state: WorkbenchState): SettingRow[] {
  const isDefault = storage.budgetBytes === defaultBudgetBytes;
  return [
    {
      name: 'Storage limit',
      group: 'Recordings of this workspace',
      note: 'At the limit, the oldest recordings that are not kept are deleted. Renaming a recording, or opening it from a file, keeps it.',
      words: 'room disk space retention keep budget size',
      control: <BudgetForm storage={storage} state={state} />,
      restore: isDefault ? null : () => askToSetBudget(storage, defaultBudgetBytes, state),
    },
  ];
}

/** How the records tables of all tabs look; their columns are chosen in the head of a table. */
export function tableRows(layout: TableLayout, store: StoreApi<TableLayout>): SettingRow[] {
  const group = 'Records table';
  const { density, time } = layout;
  const setTime = (change: Partial<TimeFormat>): void => store.setState({ time: { ...time, ...change } });
  const usual = usualLayout.time;
  return [
    {
      name: 'Density',
      group,
      note: `Rows of ${rowPixels.comfortable} or ${rowPixels.compact} pixels; more where the text is larger.`,
      words: 'compact comfortable rows',
      control: (
        <Select
          label="Density"
          value={density}
          options={densities.map((value) => ({ value, label: densityNames[value] }))}
          onValue={(chosen) => store.setState({ density: chosen })}
        />
      ),
      restore:
        density === usualLayout.density ? null : () => store.setState({ density: usualLayout.density }),
    },
    {
      name: 'Time',
      group,
      note: 'Time of day, or time since something.',
      words: 'utc local absolute relative timestamp format',
      control: (
        <Select
          label="Time"
          value={time.basis}
          options={timeBases.map((value) => ({ value, label: timeBasisNames[value] }))}
          onValue={(basis) => setTime({ basis })}
        />
      ),
      restore: time.basis === usual.basis ? null : () => setTime({ basis: usual.basis }),
    },
    {
      name: 'Precision of times',
      group,
      note: 'More digits make the column wider.',
      words: 'microseconds milliseconds seconds format',
      control: (
        <Select
          label="Precision of times"
          value={time.precision}
          options={timePrecisions.map((value) => ({ value, label: timePrecisionNames[value] }))}
          onValue={(precision) => setTime({ precision })}
        />
      ),
      restore: time.precision === usual.precision ? null : () => setTime({ precision: usual.precision }),
    },
  ];
}
