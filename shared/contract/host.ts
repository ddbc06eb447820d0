import { z } from 'zod';
import { commandIdSchema, hostMenusSchema } from '../model/hostMenu.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

/** What the host can show beside the window. */
export const hostPages = ['about'] as const;
export type HostPage = (typeof hostPages)[number];

/**
 * What a window and the desktop program around it have to say to each other. UNSUPPORTED, each of them, where a browser is around the page:
 * it has menus and settings of its own.
 */
export const hostContract = {
  /** Puts the actions of this window into the menus of the program, in place of those that it told before. */
  'host.showMenus': call(z.strictObject({ menus: hostMenusSchema }), nothing),
  /** The commands that a person asked for outside of the page, in a menu or a notification, one after the other. They wait while no page takes them. */
  'host.asked': subscription(nothing, z.strictObject({ command: commandIdSchema })),
  /** Shows what comes with the program. */
  'host.show': call(z.strictObject({ page: z.enum(hostPages) }), nothing),
} as const;
