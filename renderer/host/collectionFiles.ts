import { quoted } from '../../shared/bytes/visibleText.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { isCollectionFile, mostImportFiles } from '../../shared/import/importFiles.ts';
import { deepestFolder } from '../../shared/model/connectionFolder.ts';
import type { ChosenCollection, CollectionPicker } from '../state/workspace/files.ts';

/**
 * The page itself reads what is imported, on the desktop, too: the files are small, a person has just chosen them, and dropping them works
 * alike everywhere.
 */
export function createCollectionPicker(document: Document): CollectionPicker {
  return {
    async choose(what) {
      const chosen = await chooseFiles(document, what);
      return what === 'folder' ? folderOf(chosen) : chosen.map(singleFile);
    },
    dropped(transfer) {
      // The list is empty once the event is over. What comes from another page is a file without an entry.
      const dropped = [...transfer.items].flatMap(
        (item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? [],
      );
      return Promise.all(dropped.map(collectionOf));
    },
  };
}

function chooseFiles(document: Document, what: 'files' | 'folder'): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.webkitdirectory = what === 'folder';
    input.multiple = true;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

function singleFile(file: File): ChosenCollection {
  return { name: file.name, files: [{ path: file.name, content: file }] };
}

/** The paths that a browser gives begin with the name of the folder. */
function folderOf(chosen: readonly File[]): readonly ChosenCollection[] {
  const [first] = chosen;
  if (!first) return [];
  const name = first.webkitRelativePath.split('/', 1)[0] ?? first.name;
  const files = chosen
    .map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), content: file }))
    .filter(({ path }) => isCollectionFile(path));
  return [{ name, files }];
}

async function collectionOf(entry: FileSystemEntry | File): Promise<ChosenCollection> {
  if (entry instanceof File) return singleFile(entry);
  if (isFile(entry)) return singleFile(await contentOf(entry));
  const files: { path: string; content: Blob }[] = [];
  if (isFolder(entry)) await gather(entry, '', 0, files);
  return { name: entry.name, files };
}

async function gather(
  folder: FileSystemDirectoryEntry,
  path: string,
  depth: number,
  files: { path: string; content: Blob }[],
): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const inside = `${path}${entry.name}`;
    if (files.length > mostImportFiles) return;
    if (isFile(entry) && isCollectionFile(inside))
      files.push({ path: inside, content: await contentOf(entry) });
    if (isFolder(entry) && depth < deepestFolder && isCollectionFile(`${inside}/x.yml`))
      await gather(entry, `${inside}/`, depth + 1, files);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A reader hands out some hundred entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, (error) => reject(unreadable(folder.name, error)));
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function contentOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, (error) => reject(unreadable(entry.name, error)));
  });
}

function unreadable(name: string, cause: unknown): WirebenchError {
  return new WirebenchError(
    'BAD_REQUEST',
    `${quoted(name)} could not be read. Check that it still exists and may be read.`,
    { cause },
  );
}
