import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf, messageOf } from '../../shared/base/errors.ts';
import { quoted } from '../../shared/bytes/visibleText.ts';
import type { WindowLaunch } from './launch.ts';
import { isWorkspace, mayBecomeOne } from './otherWorkspaces.ts';

/** What is shown, and where. */
interface Desk<Engine> {
  readonly workspaces: {
    /** The folder of the one that was in front last; null when none is open. */
    readonly current: string | null;
    /** Null when there is nothing to show here. */
    show(folder: string, takeOver?: boolean): Promise<Engine | null>;
  };
  readonly errands: {
    openFile(engine: Engine, path: string): void;
    openLink(engine: Engine, link: string): void;
    tell(engine: Engine, sentence: string): void;
  };
  /** The folder of the workspace that is shown where none is named, and none is open. */
  readonly usual: string;
}

/** A path as it was found. A recording that lies among those of a workspace belongs there. */
type Found =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'recording'; readonly path: string; readonly workspace: string | null }
  | { readonly kind: 'problem'; readonly sentence: string };

/**
 * Shows what a person has asked for: workspaces, each in its window; recordings in the window of their workspace, and others as links in the one
 * that was in front last. What cannot be opened is told there. Rejects with a sentence where a workspace cannot be opened.
 */
export async function openLaunch<Engine>(launch: WindowLaunch, desk: Desk<Engine>): Promise<void> {
  const { workspaces, errands } = desk;
  const found = await Promise.all(launch.paths.map(lookAt));
  const here = (): Promise<Engine | null> => workspaces.show(workspaces.current ?? desk.usual);
  if (launch.workspace !== null) await workspaces.show(launch.workspace, launch.takeOver);
  for (const thing of found) if (thing.kind === 'folder') await showFolder(thing.path, desk);
  for (const thing of found) {
    if (thing.kind !== 'recording') continue;
    const engine = await (thing.workspace === null ? here() : workspaces.show(thing.workspace));
    if (engine) errands.openFile(engine, thing.path);
  }
  const problems = [
    ...found.flatMap((thing) => (thing.kind === 'problem' ? [thing.sentence] : [])),
    ...launch.others.map(whyNot),
  ];
  const isPlain = launch.workspace === null && found.length === 0;
  if (launch.links.length + problems.length === 0 && !isPlain) return;
  const engine = await here();
  if (!engine) return;
  for (const link of launch.links) errands.openLink(engine, link);
  for (const problem of problems) errands.tell(engine, problem);
}

/** Unlike one that is named with `--workspace`, it may be any folder. */
async function showFolder<Engine>(path: string, { workspaces }: Desk<Engine>): Promise<void> {
  if (await mayBecomeOne(path)) await workspaces.show(path);
}

async function lookAt(path: string): Promise<Found> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return { kind: 'folder', path };
    if (/\.wbs$/i.test(path)) return { kind: 'recording', path, workspace: await workspaceOf(path) };
    return {
      kind: 'problem',
      sentence: `${quoted(path)} was not opened: it is no recording (.wbs), and no folder of a workspace. Drop a file on a connection to send it.`,
    };
  } catch (error) {
    const sentence =
      codeOf(error) === 'ENOENT'
        ? `There is no file or folder ${quoted(path)}.`
        : `${quoted(path)} cannot be opened: ${messageOf(error)}`;
    return { kind: 'problem', sentence };
  }
}

/** The workspace among whose recordings a file lies; null when it lies elsewhere. */
async function workspaceOf(path: string): Promise<string | null> {
  const folder = dirname(await realpath(path));
  const workspace = dirname(folder);
  return basename(folder) === 'sessions' && (await isWorkspace(workspace)) ? workspace : null;
}

function whyNot(word: string): string {
  return `${quoted(word)} was not opened: it is no file, no folder and no link of Wirebench. In a terminal, wirebench connect opens an address.`;
}
