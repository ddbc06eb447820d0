import { z } from 'zod';

/** The menus that have actions of the window, in their order. What stands in `application` is in File where no menu has the program’s name. */
const menuNames = ['application', 'file', 'edit', 'view', 'connection', 'help'] as const;
export type MenuName = (typeof menuNames)[number];

/** 300 characters: an id of a command with an id of a connection in it has some forty. */
export const commandIdSchema = z.string().min(1).max(300);

const menuItemSchema = z.strictObject({
  command: commandIdSchema,
  /** What it does, in the words of a menu; the name of an environment, or a path. */
  label: z.string().max(300),
  /** As `Mod+Shift+T`; null for none. */
  keys: z.stringFormat('keys', /^(?:(?:Mod|Ctrl|Alt|Shift)\+)*(?:[!-~]|[A-Za-z]\w+)$/).nullable(),
  isPossible: z.boolean(),
  /** Whether it is the one in force of those around it; null for what is no choice. */
  isChecked: z.boolean().nullable(),
  /** The menu within the menu that it stands in, in which its neighbours of the same one stand, too. */
  under: z.string().min(1).max(100).nullable(),
});
export type HostMenuItem = Readonly<z.infer<typeof menuItemSchema>>;

/** A line is drawn between two sections. 200 items each: more do not fit on a screen. */
const sectionsSchema = z.array(z.array(menuItemSchema).max(200).readonly()).max(20).readonly();
export type MenuSections = readonly (readonly HostMenuItem[])[];

/** The actions of a window as they stand in the menus of the program. */
export const hostMenusSchema = z.record(z.enum(menuNames), sectionsSchema);
export type HostMenus = Readonly<Record<MenuName, MenuSections>>;
