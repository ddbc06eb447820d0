import type { Notifier } from '../state/window/news.ts';
import type { WirebenchClient } from '../state/base/client.ts';

/** The desktop program shows it, and asks for the command when it is clicked. */
export function createDesktopNotifier(client: WirebenchClient): Notifier {
  return {
    isAllowed: () => true,
    allow: () => Promise.resolve(true),
    tell: (news) => {
      // A program that cannot be reached has nothing to tell either.
      client.call('host.notify', { ...news }).catch(() => undefined);
    },
  };
}

/** The browser shows it, once the person has allowed it there. Null where it cannot. */
export function createBrowserNotifier(
  window: Window & typeof globalThis,
  run: (command: string) => void,
): Notifier | null {
  if (!('Notification' in window)) return null;
  const { Notification } = window;
  return {
    isAllowed: () => Notification.permission === 'granted',
    allow: async () => (await Notification.requestPermission()) === 'granted',
    tell: ({ title, body, command }) => {
      if (Notification.permission !== 'granted') return;
      const shown = new Notification(title, { body, tag: command });
      shown.addEventListener('click', () => {
        window.focus();
        run(command);
        shown.close();
      });
    },
  };
}
