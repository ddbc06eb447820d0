import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { openTestedWorkspace, someEndpoint, type TestedWorkspace } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const id = connectionIdSchema.parse('shared');
const fileText = (name: string): string =>
  JSON.stringify({ version: 1, id, name, endpoint: { kind: 'udp', address: 'udp://[::1]:1' } });

/** An editor: for each line it writes the file, in place or by renaming another one over it, and answers. */
const editorProgram = `
  const { writeFileSync, renameSync } = require('node:fs');
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { path, text, inPlace } = JSON.parse(line);
    if (inPlace) writeFileSync(path, text);
    else { writeFileSync(path + '~', text); renameSync(path + '~', path); }
    console.log('done');
  });
`;

class Editor implements AsyncDisposable {
  private readonly child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['-e', editorProgram]);
  private readonly answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();

  async write(path: string, text: string, inPlace: boolean): Promise<void> {
    this.child.stdin.write(`${JSON.stringify({ path, text, inPlace })}\n`);
    await this.answers.next();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.stdin.end();
    await once(this.child, 'exit');
  }
}

/** Renames the connection as often as it can, each time from what it last saw; remembers what each name was made from. */
async function keepRenaming(
  { workspace: { connections } }: TestedWorkspace,
  who: string,
  madeFrom: Map<string, string>,
  isOver: () => boolean,
): Promise<void> {
  for (let count = 0; !isOver(); count += 1) {
    try {
      const seen = connections.get(id);
      const name = `${who} ${count}`;
      madeFrom.set(name, seen.name);
      await connections.update(id, name, someEndpoint, seen.revision);
    } catch (error) {
      // Refused, since another one was faster. That is the point.
      if (!/changed elsewhere|is changing|no longer in the workspace/.test(String(error))) throw error;
      await connections.rescan();
    }
  }
}

/** Every name that the final ones were made from. */
function ancestors(names: readonly string[], madeFrom: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const last of names) {
    for (
      let name: string | undefined = last;
      name !== undefined && !found.has(name);
      name = madeFrom.get(name)
    ) {
      found.add(name);
    }
  }
  return found;
}

describe('two programs and an editor that write one file at once', () => {
  it.each(['in place', 'by renaming'])('lose nothing that the editor wrote %s', async (how) => {
    await using root = await temporaryFolder();
    await mkdir(join(root.path, 'connections'));
    const path = join(root.path, 'connections', 'mine.json');
    await writeFile(path, fileText('begin'));
    await using one = await openTestedWorkspace(root.path);
    await using two = await openTestedWorkspace(root.path);
    await using editor = new Editor();
    for (let round = 0; round < 40; round += 1) {
      const madeFrom = new Map<string, string>();
      const state = { isOver: false };
      const renaming = [one, two].map((open, index) =>
        keepRenaming(open, `program ${index} round ${round}`, madeFrom, () => state.isOver),
      );
      await editor.write(path, fileText(`edit ${round}`), how === 'in place');
      state.isOver = true;
      await Promise.all(renaming);
      await one.workspace.connections.rescan();
      const names = one.workspace.connections.list.value.connections.map(({ name }) => name);
      expect(ancestors(names, madeFrom)).toContain(`edit ${round}`);
    }
    const hidden = (await readdir(one.folder)).filter((name) => name.startsWith('.'));
    expect(hidden).toEqual([]);
  });
});

describe('a program that was killed while it replaced a file', () => {
  it('finds the file again at its next start', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections', 'f');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.mine.json.01abc.wirebench-taken'), fileText('taken'));
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['f/', 'f/taken']);
    expect(await readdir(folder)).toEqual(['mine.json']);
  });

  it('keeps the newer file where there is one', async () => {
    await using root = await temporaryFolder();
    const folder = join(root.path, 'connections');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.mine.json.01abc.wirebench-taken'), fileText('old'));
    await writeFile(join(folder, 'mine.json'), fileText('new'));
    await using open = await openTestedWorkspace(root.path);
    expect(open.lines()).toEqual(['new']);
    expect(await readFile(join(folder, 'mine.json'), 'utf8')).toBe(fileText('new'));
    expect(await readdir(folder)).toEqual(['mine.json']);
  });
});
