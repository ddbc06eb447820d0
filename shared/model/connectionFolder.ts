import { z } from 'zod';
import { foldName, freeName } from '../base/freeName.ts';

/** 16 levels: deeper folders are not read, so that a loop on a network drive ends. */
export const deepestFolder = 16;
/** 10,000: five times what a large team keeps. More are not read. */
export const mostConnections = 10_000;
/** 100 characters: the whole path of 16 folders still fits a path of Linux and macOS. */
const longestNameLength = 100;
/** File systems allow 255 bytes; a temporary name beside it is longer. */
const longestNameBytes = 200;

/**
 * The path of a folder of connections within the workspace, as `gateway/eu`; empty for the place of all connections. A folder that another
 * program made may have a name that Wirebench would not give.
 */
export const folderPathSchema = z
  .string()
  .max(4096)
  .refine(
    (path) => path === '' || path.split('/').every(isFolderSegment),
    'This is not the path of a folder.',
  );
export type FolderPath = z.infer<typeof folderPathSchema>;

/** True for a name that a folder of connections may have, whoever made it. One that begins with a dot is hidden, and `..` leads out of the workspace. */
export function isFolderSegment(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[\0\\]/.test(name);
}

/** The path of a folder within another; each may be empty. */
export function joinFolders(parent: FolderPath, name: string): FolderPath {
  return parent === '' || name === '' ? parent + name : `${parent}/${name}`;
}

/** The folder that a folder is in. */
export function parentFolder(path: FolderPath): FolderPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function folderName(path: FolderPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True for the folder itself, too. */
export function isWithinFolder(path: FolderPath, folder: FolderPath): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** How many folders a path has. */
export function folderDepth(path: FolderPath): number {
  return path === '' ? 0 : path.split('/').length;
}

/** A name as Wirebench writes it: the same letters have the same bytes on every system. */
export function normalFolderName(name: string): string {
  return name.trim().normalize('NFC');
}

/** A sentence: why no folder may have this name on every system; null when it may. `siblings` are the names of the folders beside it. */
export function folderNameProblem(typed: string, siblings: readonly string[]): string | null {
  const name = normalFolderName(typed);
  if (name === '') return 'A folder needs a name.';
  const character = /[/\\:*?"<>|\p{Cc}\p{Cs}\u2028\u2029]/u.exec(name)?.[0];
  if (character !== undefined) return forbidden(character);
  if (name.startsWith('.'))
    return 'A folder whose name begins with a dot is hidden. Begin with something else.';
  if (name.endsWith('.')) return 'Windows cannot keep a name that ends in a dot. Leave the dot out.';
  if (/\.json$/i.test(name)) return 'A name that ends in .json is for files. Leave the ending out.';
  if (/^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i.test(name))
    return `“${name}” is the name of a device on Windows. Choose another name.`;
  if (name.length > longestNameLength || new TextEncoder().encode(name).length > longestNameBytes)
    return `A folder’s name has at most ${longestNameLength} characters. Shorten it.`;
  return folderTwinProblem(name, siblings);
}

/** A sentence: a folder beside it has this name; null when none has. */
export function folderTwinProblem(name: string, siblings: readonly string[]): string | null {
  const twin = siblings.find((sibling) => sameName(sibling, name));
  return twin === undefined ? null : `There is a folder “${twin}” here already. Choose another name.`;
}

function forbidden(character: string): string {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(character)
    ? 'A folder’s name cannot have line breaks or other control characters. Remove them.'
    : `A folder’s name cannot have ${character}, which Windows forbids. Leave it out.`;
}

/** True for names that macOS and Windows take for the same. */
function sameName(left: string, right: string): boolean {
  return foldName(left) === foldName(right);
}

/** `gateway`, `gateway 2`, `gateway 3`: the first name that no folder beside it has. */
export function freeFolderName(wanted: string, siblings: readonly string[]): string {
  return freeName(wanted, siblings, longestNameLength);
}
