import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionFile } from '../../../electron/engine/workspace/connectionFile.ts';
import { folderFile, folderFileName } from '../../../electron/engine/workspace/folderFile.ts';
import {
  formatJsonFile,
  parseJsonFile,
  type JsonFileKind,
} from '../../../electron/engine/workspace/jsonFile.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import { folderNameProblem } from '../../../shared/model/connectionFolder.ts';
import { hostileEndpoints } from '../../unit/command/endpoints.ts';
import { changedFiles, filesBelow, openTestedWorkspace } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** What a person does to a workspace; numbers choose among what there is. */
const step = fc.oneof(
  fc.record({ does: fc.constant('folder' as const), at: fc.nat(), name: folderNames() }),
  fc.record({
    does: fc.constant('connection' as const),
    at: fc.nat(),
    name: names(),
    endpoint: hostileEndpoints,
  }),
  fc.record({ does: fc.constant('move' as const), which: fc.nat(), at: fc.nat(), before: fc.nat() }),
  fc.record({ does: fc.constant('moveFolder' as const), which: fc.nat(), at: fc.nat() }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function names(): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((name) => name.trim() !== '');
}

function folderNames(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom('a', 'b', 'EU west', 'ärger'), names());
}

type Connections = Awaited<ReturnType<typeof openTestedWorkspace>>['workspace']['connections'];

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

/** What a person may be told; anything else is a mistake of Wirebench. */
const mayBe =
  (...sentences: readonly string[]) =>
  (error: unknown): void => {
    if (!sentences.some((sentence) => String(error).includes(sentence))) throw error;
  };

async function take(connections: Connections, what: Step): Promise<void> {
  const { folders, connections: saved } = connections.list.value;
  const paths = ['', ...folders.map(({ path }) => path)];
  const folder = pick(paths, what.at) ?? '';
  if (what.does === 'folder') {
    const problem = folderNameProblem(what.name, []);
    const made = connections.folders.create(folder, what.name);
    await made.catch(mayBe(problem ?? 'already'));
  } else if (what.does === 'connection') {
    await connections.create(what.name, what.endpoint, { folder });
  } else if (what.does === 'move') {
    const moved = pick(saved, what.which);
    if (!moved) return;
    const others = saved.filter((each) => each.folder === folder && each.id !== moved.id);
    const before = pick([...others.map(({ id }) => id), null], what.before) ?? null;
    await connections.move(moved.id, folder, { before });
  } else {
    const moved = pick(folders, what.which);
    if (!moved) return;
    const moving = connections.folders.move(moved.path, folder, { before: null });
    await moving.catch(mayBe('already', 'into itself', 'levels'));
  }
}

/** The text that Wirebench writes for what it reads in a file. */
function writtenAgain(file: string, text: string): string {
  return basename(file) === folderFileName ? writtenAs(folderFile, text) : writtenAs(connectionFile, text);
}

function writtenAs<Item>(kind: JsonFileKind<Item>, text: string): string {
  const read = parseJsonFile(kind, new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.problem.message);
  return formatJsonFile(kind, read.value);
}

const withoutRevision = (connections: readonly SavedConnection[]): object[] =>
  connections.map((connection) => ({ ...connection, revision: null }));

describe('a workspace that somebody has made', () => {
  it('is read as it was written, and written as it was read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await using root = await temporaryFolder();
        const first = join(root.path, 'first');
        await using open = await openTestedWorkspace(first);
        for (const each of steps) await take(open.workspace.connections, each);
        expect(open.problems()).toEqual([]);
        const second = join(root.path, 'second');
        await mkdir(second);
        await cp(open.folder, join(second, 'connections'), { recursive: true });
        await using again = await openTestedWorkspace(second);
        const before = open.workspace.connections.list.value;
        const { connections } = again.workspace;
        expect(connections.list.value.folders).toEqual(before.folders);
        expect(withoutRevision(connections.list.value.connections)).toEqual(
          withoutRevision(before.connections),
        );
        const files = await filesBelow(again.folder);
        for (const [file, text] of files) expect(writtenAgain(file, text)).toBe(text);
        for (const { id, name, endpoint, revision } of connections.list.value.connections) {
          await connections.update(id, name, endpoint, revision);
        }
        expect(changedFiles(files, await filesBelow(again.folder))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
