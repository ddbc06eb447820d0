import { z } from 'zod';
import { commandIdSchema, hostMenusSchema } from '../model/hostMenu.ts';
import { updatesSchema, updateSteps } from '../model/updates.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

/** What the host can show beside the window. */
export const hostPages = ['docs', 'logs', 'report', 'notices', 'about'] as const;
export type HostPage = (typeof hostPages)[number];

/** `theme`: what the system draws around the page, such as menus and dialogs, and behind it. */
const hostSettingsSchema = z.strictObject({
  keepsAwake: z.boolean(),
  looksForUpdates: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
});
export type HostSettings = z.infer<typeof hostSettingsSchema>;

/**
 * What a window and the desktop program around it have to say to each other. UNSUPPORTED, each of them, where a browser is around the page:
 * it has menus and settings of its own.
 */
export const hostContract = {
  /** Puts the actions of this window into the menus of the program, in place of those that it told before. */
  'host.showMenus': call(z.strictObject({ menus: hostMenusSchema }), nothing),
  /** The commands that a person asked for outside of the page, in a menu or a notification, one after the other. They wait while no page takes them. */
  'host.asked': subscription(nothing, z.strictObject({ command: commandIdSchema })),
  /** Shows the documentation or the folder of the log, saves a report to attach to an issue, or opens what comes with the program. Rejects with a sentence. */
  'host.show': call(z.strictObject({ page: z.enum(hostPages) }), nothing),
  /** Tells the person, outside of the window, what happened in it. When they click it, the window comes to the front, and `command` is asked for. */
  'host.notify': call(
    z.strictObject({ title: z.string().max(1000), body: z.string().max(1000), command: commandIdSchema }),
    nothing,
  ),
  /** What the person has set that concerns the program and not the page. */
  'host.set': call(hostSettingsSchema, nothing),
  /** How far the program is with a newer version of itself: now, and whenever that changes. */
  'host.updates': subscription(nothing, updatesSchema),
  /** Does the next step to it, which no window does by itself. What comes of it is told by `host.updates`. Rejects with a sentence where that cannot tell. */
  'host.update': call(z.strictObject({ step: z.enum(updateSteps) }), nothing),
} as const;
