import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addExamples } from '../../../electron/engine/workspace/addExamples.ts';
import { checkJson } from '../../../renderer/features/composer/draft.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import { filesBelow, openTestedWorkspace, someEndpoint } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const tree = [
  'Echo/',
  'Chat/',
  'Services/',
  'Echo/TCP server',
  'Echo/TCP client',
  'Echo/TLS server',
  'Echo/TLS client',
  'Echo/Unix server',
  'Echo/Unix client',
  'Echo/UDP echo',
  'Echo/UDP client',
  'Echo/WebSocket server',
  'Echo/WebSocket client',
  'Chat/Chat server',
  'Chat/Anna',
  'Chat/Ben',
  'Services/Redis',
  'Services/MQTT over WebSocket',
  'Services/DNS',
];

describe('the examples', () => {
  it('are all of an empty workspace, in the order in which they are to be read', async () => {
    await using folder = await temporaryFolder();
    await using tested = await openTestedWorkspace(folder.path);
    const { workspace } = tested;
    const added = await addExamples(workspace);
    expect(tested.lines()).toEqual(tree);
    expect(tested.problems()).toEqual([]);
    expect(added.folders).toEqual(['Echo', 'Chat', 'Services']);
    expect(added.first.name).toBe('TCP server');
    const { environments } = workspace.environments.list.value;
    expect(environments.map(({ name, colour }) => `${name} ${colour}`)).toEqual([
      'Base none',
      'Local green',
      'Staging orange',
    ]);
    expect(added.environment).toBe(environments[1]?.id);
  });

  it('stand in a folder of their own beside what is there, and change nothing of it', async () => {
    await using folder = await temporaryFolder();
    await using tested = await openTestedWorkspace(folder.path);
    const { workspace } = tested;
    await workspace.connections.create('mine', someEndpoint);
    await workspace.environments.create({ name: 'Local', colour: 'red', variables: [] });
    const before = await filesBelow(folder.path);
    await addExamples(workspace);
    await addExamples(workspace);
    expect(tested.lines().filter((line) => !line.startsWith('Examples'))).toEqual(['mine']);
    expect(tested.lines()).toContain('Examples/Echo/TCP client');
    expect(tested.lines()).toContain('Examples 2/Services/DNS');
    const after = await filesBelow(folder.path);
    expect([...before].filter(([file, text]) => after.get(file) !== text)).toEqual([]);
    const { environments } = workspace.environments.list.value;
    // The second time, the environments are there already.
    expect(environments.map(({ name }) => name)).toEqual(['Base', 'Local', 'Local 2', 'Staging']);
    expect(environments.find(({ id }) => id === baseEnvironmentId)?.variables).toEqual([]);
  });

  it('say of every message what to expect, and are JSON where they say so', async () => {
    await using folder = await temporaryFolder();
    await using tested = await openTestedWorkspace(folder.path);
    await addExamples(tested.workspace);
    const { messages } = tested.workspace.messages.list.value;
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.filter(({ note }) => note === '')).toEqual([]);
    const documents = messages.filter(({ mode }) => mode === 'json');
    expect(documents.map(({ body }) => checkJson({ mode: 'json', text: body }))).toEqual([
      { isReady: true, warning: null },
    ]);
  });

  it('have named pipes for unix sockets on Windows', async () => {
    await using folder = await temporaryFolder();
    await using tested = await openTestedWorkspace(folder.path);
    await addExamples(tested.workspace, 'win32');
    const { environments } = tested.workspace.environments.list.value;
    const sockets = environments.flatMap(({ variables }) =>
      variables.filter(({ name }) => name === 'socket').map(({ value }) => value),
    );
    expect(sockets).toEqual(['\\\\.\\pipe\\wirebench-echo', '\\\\.\\pipe\\wirebench-staging']);
  });

  it('have no volatile field: the same files are written by every machine, but for ids and the authority', async () => {
    await using folder = await temporaryFolder();
    const texts = await Promise.all(
      ['one', 'other'].map(async (name) => {
        await using tested = await openTestedWorkspace(join(folder.path, name));
        await addExamples(tested.workspace);
        const files = await filesBelow(tested.folder);
        return [...files.values()].map(withoutIds).toSorted();
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
  });
});

function withoutIds(text: string): string {
  return text.replace(/"(id|connection)": "[^"]+"/g, '"$1"').replace(/-----BEGIN [^"]+/, 'authority');
}
