import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDraftStore, type DraftStore } from '../../../renderer/state/window/drafts.ts';
import {
  followMessages,
  isConflict,
  keepMine,
  renameMessage,
  saveMessage,
} from '../../../renderer/state/window/messageChanges.ts';
import { draftOfMessage, keepDraft } from '../../../renderer/state/window/openMessage.ts';
import { createMessageStore, type MessageStore } from '../../../renderer/state/workspace/messages.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema, type SavedMessage } from '../../../shared/model/savedMessage.ts';
import { createFakeEngine, createFakeStorage, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const connection = connectionIdSchema.parse('c1');
const endpoint = 'tcp-client';
const first: SavedMessage = savedMessageSchema.parse({
  version: 1,
  id: 'm1',
  name: 'ping',
  body: 'PING',
  folder: '',
  revision: 'r1',
});
const { id } = first;

let engine: FakeEngine;
let messages: MessageStore;
let drafts: DraftStore;
let stop: () => void;
let beforeAnswer: () => void;
const state = (): { messages: MessageStore } => ({ messages });
const parts = () => ({ state: state(), drafts });

beforeEach(async () => {
  beforeAnswer = () => undefined;
  engine = createFakeEngine({
    'messages.update': ({ message, content, revision }) => {
      const old = engine.messages.value.find((each) => each.id === message);
      if (!old) throw new WirebenchError('NOT_FOUND', 'It is gone.');
      if (old.revision !== revision) throw new WirebenchError('WRONG_STATE', 'It was changed meanwhile.');
      beforeAnswer();
      const saved = { ...old, ...content, revision: `r${Number(revision.slice(1)) + 1}` };
      engine.messages.set([saved]);
      return saved;
    },
  });
  engine.messages.set([first]);
  messages = createMessageStore(engine.client, () => Promise.resolve());
  drafts = createDraftStore(createFakeStorage());
  stop = followMessages(parts());
  await until(() => messages.store.getState().isLoaded);
});

afterEach(() => {
  stop();
  messages.dispose();
  engine[Symbol.dispose]();
});

const now = (): SavedMessage => messages.get(id) ?? first;
const type = (text: string): void =>
  keepDraft(
    { drafts },
    { connection, message: now(), gone: null, endpoint },
    { ...draftOfMessage(now()), text },
  );
const typed = () => drafts.store.getState()[id];
const changeOutside = async (change: Partial<SavedMessage>): Promise<void> => {
  engine.messages.set([{ ...now(), ...change, revision: 'r7' }]);
  await until(() => now().revision === 'r7');
};

describe('unsaved changes of a named message', () => {
  it('are saved, and again', async () => {
    type('ONE');
    await saveMessage(parts(), id);
    expect(now().body).toBe('ONE');
    expect(typed()).toBeUndefined();
    type('TWO');
    await saveMessage(parts(), id);
    expect(now()).toMatchObject({ body: 'TWO', revision: 'r3' });
  });

  it('can be saved after the message got another name and note, here or elsewhere', async () => {
    type('ONE');
    await renameMessage(parts(), id, { name: 'zwei', note: 'why' });
    await changeOutside({ name: 'three' });
    expect(isConflict(typed(), now())).toBe(false);
    await saveMessage(parts(), id);
    expect(now()).toMatchObject({ name: 'three', note: 'why', body: 'ONE' });
  });

  it('that were typed during a save are kept, and can be saved', async () => {
    type('ONE');
    beforeAnswer = () => type('ONE MORE');
    await saveMessage(parts(), id);
    beforeAnswer = () => undefined;
    expect(typed()).toMatchObject({ text: 'ONE MORE' });
    expect(now().body).toBe('ONE');
    await saveMessage(parts(), id);
    expect(now().body).toBe('ONE MORE');
    expect(typed()).toBeUndefined();
  });

  it('replace what another program wrote only when the person says so', async () => {
    type('MINE');
    await changeOutside({ body: 'THEIRS' });
    expect(isConflict(typed(), now())).toBe(true);
    await expect(saveMessage(parts(), id)).rejects.toThrow('changed meanwhile');
    await renameMessage(parts(), id, { name: 'still', note: '' });
    expect(isConflict(typed(), now())).toBe(true);
    expect(typed()).toMatchObject({ text: 'MINE' });
    await keepMine(parts(), id);
    expect(now()).toMatchObject({ body: 'MINE', name: 'still' });
    expect(typed()).toBeUndefined();
  });
});
