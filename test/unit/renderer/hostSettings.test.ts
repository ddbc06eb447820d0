import { describe, expect, it } from 'vitest';
import { createBrowserNotifier, createDesktopNotifier } from '../../../renderer/host/notifier.ts';
import { tellHostSettings } from '../../../renderer/state/window/hostSettings.ts';
import { createSettingsStore } from '../../../renderer/state/window/settings.ts';
import { createThemeStore } from '../../../renderer/state/window/theme.ts';
import { createFakeEngine, createFakeStorage } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const news = { title: 'Done', body: 'Sent 5 times.', command: 'open.c1' };

describe('what the desktop program is told', () => {
  it('is what was set that concerns it: at once, when it changes, and when it was lost meanwhile', async () => {
    using engine = createFakeEngine({ 'host.set': () => ({}) });
    const told = (): unknown[] => engine.asked.map(({ input }) => input);
    const settings = createSettingsStore(createFakeStorage());
    const theme = createThemeStore(createFakeStorage(), { dark: true, contrast: false });
    const telling = tellHostSettings(engine.client, { settings, theme });
    await until(() => told().length === 1);
    settings.set({ textSize: 16 });
    settings.set({ keepsAwake: false });
    await until(() => told().length === 2);
    settings.set({ looksForUpdates: true });
    await until(() => told().length === 3);
    theme.preferenceChanged({ dark: false, contrast: false });
    theme.choose('contrast');
    await until(() => told().length === 4);
    engine.loseWay();
    await until(() => engine.client.status.value.state === 'lost');
    engine.findWay();
    await until(() => told().length === 5);
    telling.dispose();
    expect(told()).toEqual([
      { keepsAwake: true, looksForUpdates: false, theme: 'system' },
      { keepsAwake: false, looksForUpdates: false, theme: 'system' },
      { keepsAwake: false, looksForUpdates: true, theme: 'system' },
      { keepsAwake: false, looksForUpdates: true, theme: 'dark' },
      { keepsAwake: false, looksForUpdates: true, theme: 'dark' },
    ]);
  });

  it('is the news, which it shows', async () => {
    using engine = createFakeEngine({ 'host.notify': () => ({}) });
    const notifier = createDesktopNotifier(engine.client);
    expect([notifier.isAllowed(), await notifier.allow()]).toEqual([true, true]);
    notifier.tell(news);
    await until(() => engine.asked.length === 1);
    expect(engine.asked[0]).toEqual({ name: 'host.notify', input: news });
  });
});

describe('a browser', () => {
  it('that has no notifications shows none', () => {
    const page = { focus: () => undefined } as never;
    expect(createBrowserNotifier(page, () => undefined)).toBeNull();
  });

  it('shows news only where the person has allowed it, and leads to what they are about', async () => {
    const shown: EventTarget[] = [];
    const ran: string[] = [];
    class Shown extends EventTarget {
      static permission = 'default';

      static requestPermission(): Promise<string> {
        Shown.permission = 'granted';
        return Promise.resolve(Shown.permission);
      }

      constructor() {
        super();
        shown.push(this);
      }

      close(): void {
        ran.push('closed');
      }
    }
    const page = { Notification: Shown, focus: () => ran.push('focused') } as never;
    const notifier = createBrowserNotifier(page, (command) => ran.push(command));
    notifier?.tell(news);
    expect([shown.length, notifier?.isAllowed()]).toEqual([0, false]);
    expect(await notifier?.allow()).toBe(true);
    notifier?.tell(news);
    shown[0]?.dispatchEvent(new Event('click'));
    expect(ran).toEqual(['focused', 'open.c1', 'closed']);
  });
});
