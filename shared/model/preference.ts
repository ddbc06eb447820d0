import { z } from 'zod';

/** What a person chooses once for all workspaces, windows and hosts: the theme, the settings, and the layout of the records table. */
export const preferenceNames = ['theme', 'settings', 'table'] as const;
export const preferenceNameSchema = z.enum(preferenceNames);
export type PreferenceName = z.infer<typeof preferenceNameSchema>;

/** 16 KiB: ten times the longest of them. The window alone knows what it means; the engine only keeps it. */
export const preferenceTextSchema = z.string().max(16 * 1024);

/** Those that were ever chosen. */
export const preferencesSchema = z.partialRecord(preferenceNameSchema, preferenceTextSchema);
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
