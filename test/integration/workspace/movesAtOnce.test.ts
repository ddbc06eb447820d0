import { describe, expect, it } from 'vitest';
import { messagesBeside } from '../../../shared/model/messageGroups.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { filesBelow, someEndpoint, workspaceIn } from '../../support/openWorkspace.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const letters = ['a', 'b', 'c', 'd'];

describe('what two windows move at once', () => {
  it('stands where each of them puts it: connections', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { connections } = workspace;
    for (const name of letters) await connections.create(name, someEndpoint);
    const [a, b, c, d] = await connections.all();
    if (!a || !b || !c || !d) throw new Error('A connection is missing.');
    await Promise.all([
      connections.move(d.id, '', { before: a.id }),
      connections.move(c.id, '', { before: b.id }),
    ]);
    expect((await connections.all()).map(({ name }) => name)).toEqual(['d', 'a', 'c', 'b']);
  });

  it('stands where each of them puts it: messages, and new ones in the order in which they were saved', async () => {
    await using root = await temporaryFolder();
    await using workspace = await workspaceIn(root.path);
    const { messages } = workspace;
    const owner = { folder: '' };
    const names = (): readonly string[] =>
      messagesBeside(owner, messages.list.value.messages, () => true).map(({ name }) => name);
    const contents = letters.toReversed().map((name) => messageContentSchema.parse({ name, body: name }));
    const [d, c, b, a] = await Promise.all(contents.map((content) => messages.create(content, owner)));
    expect(names()).toEqual(['d', 'c', 'b', 'a']);
    if (!a || !b || !c || !d) throw new Error('A message is missing.');
    await Promise.all([
      messages.move(a.id, owner, { before: c.id }),
      messages.move(d.id, owner, { before: c.id }),
    ]);
    expect(names()).toEqual(['a', 'd', 'c', 'b']);
  });
});

describe('what is moved', () => {
  it('is written with all that has to be, before its workspace is closed', async () => {
    await using root = await temporaryFolder();
    const workspace = await workspaceIn(root.path);
    const { connections, messages, environments } = workspace;
    const owner = { folder: '' };
    for (const name of letters) {
      await connections.create(name, someEndpoint);
      await environments.create({ name, colour: 'none', variables: [] });
    }
    const [, a] = environments.list.value.environments;
    const [first] = await connections.all();
    if (!a || !first) throw new Error('Something is missing.');
    const content = messageContentSchema.parse({ name: 'ping', body: 'PING' });
    const made = await messages.create(content, owner);
    const moving = [
      environments.move(a.id, null),
      connections.move(first.id, '', { before: null }),
      messages.create(content, owner, made.id),
    ];
    await workspace.close();
    const closed = await filesBelow(root.path);
    await Promise.allSettled(moving);
    expect(await filesBelow(root.path)).toEqual(closed);
    await using again = await workspaceIn(root.path);
    expect(again.environments.list.value.environments.map(({ name }) => name).at(-1)).toBe('a');
    expect((await again.connections.all()).map(({ name }) => name).at(-1)).toBe('a');
  });
});
