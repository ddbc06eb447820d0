import { Notification, type BrowserWindow } from 'electron';
import { focusWindow } from './window.ts';

/** What is told. Neither is markup. */
interface Told {
  readonly title: string;
  readonly body: string;
}

/** What happened in a window while another one was in front, shown by the system. */
export class Notifications {
  /** An object that nobody holds would not hear of its click. */
  private readonly shown = new Set<Notification>();

  /** A click brings the window to the front. */
  show({ title, body }: Told, window: BrowserWindow, clicked: () => void): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    this.shown.add(notification);
    const forget = (): void => void this.shown.delete(notification);
    notification.on('close', forget);
    notification.on('click', () => {
      forget();
      if (window.isDestroyed()) return;
      focusWindow(window);
      clicked();
    });
    notification.show();
  }
}
