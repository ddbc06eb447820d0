import { expect, it } from 'vitest';
import { wordsOfMessageMove, wordsOfTreeMove } from '../../../renderer/state/window/moveWords.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { MessageGroup } from '../../../shared/model/messageGroups.ts';
import { connectionIdSchema, messageIdSchema, type MessageId } from '../../../shared/model/ids.ts';
import { savedMessageSchema } from '../../../shared/model/savedMessage.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';

it('says where a connection or a folder went, and its place there', () => {
  const tree = new ConnectionTree(
    [{ path: 'gateway' }, { path: 'gateway/eu' }],
    [{ ...fakeConnection('redis'), folder: 'gateway' }, fakeConnection('dns')],
  );
  const lagging = new ConnectionTree(
    [],
    [fakeConnection('dns'), fakeConnection('redis'), { ...fakeConnection('a'), order: 'a5' }],
  );
  expect(wordsOfTreeMove(tree, 'redis', '', 'by-name')).toBe('“redis” moved into “gateway”, place 2 of 2');
  expect(wordsOfTreeMove(tree, 'redis', 'gateway', 'by-name')).toBe('“redis” moved to place 2 of 2');
  expect(wordsOfTreeMove(tree, 'dns', 'gateway', 'by-name')).toBe(
    '“dns” moved out of all folders, place 2 of 2',
  );
  expect(wordsOfTreeMove(tree, 'folder:gateway/eu', '', 'by-name')).toBe(
    '“eu” moved into “gateway”, place 1 of 2',
  );
  expect(wordsOfTreeMove(tree, 'folder:gateway', '', 'by-name')).toBe('“gateway” moved to place 1 of 2');
  // The others’ places are still on their way: by what is known of them, it would be the first or the last one.
  expect(wordsOfTreeMove(tree, 'dns', '', { before: null })).toBe('“dns” moved to place 2 of 2');
  const late = { before: connectionIdSchema.parse('redis') };
  expect(wordsOfTreeMove(lagging, 'a', '', late)).toBe('“a” moved to place 2 of 3');
  expect(wordsOfTreeMove(tree, 'gone', '', 'by-name')).toBeNull();
  expect(wordsOfTreeMove(tree, 'folder:gone', '', 'by-name')).toBeNull();
});

it('says where a message went in the list', () => {
  const id = (name: string): MessageId => messageIdSchema.parse(name);
  const group = (folder: string | null, ...names: string[]): MessageGroup => ({
    folder,
    messages: names.map((name) =>
      savedMessageSchema.parse({ version: 1, id: name, name, body: '', folder: folder ?? '', revision: 'r' }),
    ),
  });
  const before = [group(null, 'a', 'b'), group('f', 'c')];
  expect(wordsOfMessageMove(before, [group(null, 'b', 'a')], id('a'), { before: null })).toBe(
    '“a” moved to place 2 of 2',
  );
  const after = [group(null, 'a'), group('f', 'c', 'b')];
  expect(wordsOfMessageMove(before, after, id('b'), { before: null })).toBe(
    '“b” moved to “Folder f”, place 2 of 2',
  );
  expect(wordsOfMessageMove(before, [group(null, 'c')], id('c'), { before: null })).toBe(
    '“c” moved to “This connection”, place 1 of 1',
  );
  const late = [group(null, 'a', 'b', 'd')];
  expect(wordsOfMessageMove(late, late, id('a'), { before: id('d') })).toBe('“a” moved to place 2 of 3');
  expect(wordsOfMessageMove(before, [], id('a'), { before: null })).toBeNull();
});
