import { Switch } from '../ui/Switch.tsx';
import type { SettingRow } from '../features/settings/settingRow.ts';
import { defaultSettings, type Settings } from '../state/window/settings.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';

const group = 'While you look elsewhere';

/** What happens while the window is not in front. A browser may know no notifications, and never keeps the computer awake. */
export function awayRows(
  settings: Settings,
  { state, notifier }: WindowParts,
  isDesktop: boolean,
): SettingRow[] {
  return [
    ...(notifier ? [notificationRow(settings, { state, notifier })] : []),
    ...(isDesktop ? [awakeRow(settings, state)] : []),
  ];
}

function notificationRow(
  { notifies }: Settings,
  {
    state,
    notifier,
  }: { readonly state: WindowParts['state']; readonly notifier: NonNullable<WindowParts['notifier']> },
): SettingRow {
  const allow = async (): Promise<void> => {
    if (await notifier.allow()) state.settings.set({ notifies: true });
    else
      state.toasts.say(
        'The browser blocks notifications from this page. Allow them in its settings for this site, then turn this on again.',
      );
  };
  return {
    name: 'Notifications',
    group,
    note: 'When a repeat or a replay of 10 s or more has ended, and when a server has its first client.',
    words: 'notify desktop alert background tell',
    control: (
      <Switch
        label="Notifications"
        checked={notifies && notifier.isAllowed()}
        onChecked={(isWanted) => {
          if (isWanted) state.toasts.run(allow);
          else state.settings.set({ notifies: false });
        }}
      />
    ),
    restore: notifies === defaultSettings.notifies ? null : () => state.settings.set({ notifies: false }),
  };
}

function awakeRow({ keepsAwake }: Settings, { settings }: WindowParts['state']): SettingRow {
  return {
    name: 'Stay awake',
    group,
    note: 'The computer does not go to sleep by itself while a connection is open. The screen may turn off.',
    words: 'sleep power suspend app nap battery',
    control: (
      <Switch
        label="Stay awake"
        checked={keepsAwake}
        onChecked={(isWanted) => settings.set({ keepsAwake: isWanted })}
      />
    ),
    restore:
      keepsAwake === defaultSettings.keepsAwake
        ? null
        : () => settings.set({ keepsAwake: defaultSettings.keepsAwake }),
  };
}
