import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportedCollection, ImportedFolder } from '../../../shared/import/importedTree.ts';
import { readCollection } from '../../../shared/import/readCollection.ts';

/** The content of a fixture. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../fixtures/imports', name), 'utf8');
}

/** Reads a file, which must be readable. */
export function imported(
  text: string,
  base: Readonly<Record<string, string | null>> = {},
): ImportedCollection {
  return importedFiles({ file: text }, base);
}

/** Reads files by their paths. */
export function importedFiles(
  files: Readonly<Record<string, string>>,
  base: Readonly<Record<string, string | null>> = {},
): ImportedCollection {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const read = readCollection(list, { baseVariables: new Map(Object.entries(base)) });
  if (read.ok) return read.value;
  throw new Error(read.problem);
}

/** Why a file cannot be imported; null when it can. */
export function refusal(text: string): string | null {
  const read = readCollection([{ path: 'file', text }], { baseVariables: new Map() });
  return read.ok ? null : read.problem;
}

/** The folders and connections, a line each: `Chat/`, `Chat/Lobby ws://…`. */
export function lines({ name, folders, connections }: ImportedFolder, path = ''): string[] {
  const whole = `${path}${name}/`;
  return [
    whole,
    ...connections.map((connection) => `${whole}${connection.name} ${connection.endpoint.address}`),
    ...folders.flatMap((folder) => lines(folder, whole)),
  ];
}

/** Variables, a line each. */
export function variableLines(variables: ImportedCollection['base']): string[] {
  return variables.map(
    ({ name, value, isSecret, on }) =>
      `${name}=${value ?? '?'}${isSecret ? ' secret' : ''}${on ? '' : ' off'}`,
  );
}

/** Notes, a line each. */
export function noteLines({ notes }: ImportedCollection['left']): string[] {
  return notes.map(({ item, text }) => `${item}: ${text}`);
}
