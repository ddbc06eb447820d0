import { describe, expect, it } from 'vitest';
import { createDraftStore } from '../../../renderer/state/window/drafts.ts';
import {
  contentOfDraft,
  draftOfMessage,
  keepDraft,
  openMessageOf,
  showMessage,
} from '../../../renderer/state/window/openMessage.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema, type SavedMessage } from '../../../shared/model/savedMessage.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

const connection = connectionIdSchema.parse('c1');
const endpoint = 'tcp-client';
const saved = (more: object = {}): SavedMessage =>
  savedMessageSchema.parse({
    version: 1,
    id: 'm1',
    name: 'ping',
    body: 'PING',
    folder: '',
    revision: 'r1',
    ...more,
  });

describe('the message in the composer', () => {
  it('is the one without a name, until a named one is put there, and is still there afterwards', () => {
    const drafts = createDraftStore(createFakeStorage());
    const message = saved();
    const all = new Map([[message.id, message]]);
    const look = (): ReturnType<typeof openMessageOf> =>
      openMessageOf(drafts.store.getState(), all, connection, endpoint);
    const scratch = { ...draftOfMessage(message, endpoint), text: 'scratch' };
    keepDraft({ drafts }, { connection, message: null, endpoint }, scratch);
    showMessage({ drafts }, connection, message.id, scratch);
    expect(look()).toMatchObject({ message, isChanged: false, draft: { text: 'PING' } });
    showMessage({ drafts }, connection, null, scratch);
    expect(look()).toMatchObject({ message: null, draft: { text: 'scratch' } });
  });

  it('has changes until it is as it is saved again, over a restart, too', () => {
    const storage = createFakeStorage();
    const drafts = createDraftStore(storage);
    const message = saved();
    const draft = draftOfMessage(message, endpoint);
    keepDraft({ drafts }, { connection, message, endpoint }, { ...draft, text: 'PONG' });
    drafts.keepNow();
    expect(createDraftStore(storage).store.getState()[message.id]).toMatchObject({
      text: 'PONG',
      revision: 'r1',
    });
    // The file changed meanwhile: what is saved is still compared with what was there when the changes began.
    keepDraft(
      { drafts },
      { connection, message: saved({ revision: 'r2' }), endpoint },
      { ...draft, text: 'X' },
    );
    expect(drafts.store.getState()[message.id]).toMatchObject({ text: 'X', revision: 'r1' });
    keepDraft({ drafts }, { connection, message, endpoint }, draft);
    expect(drafts.store.getState()).toEqual({});
  });

  it('shows what its file says by now, unless it has changes', () => {
    const drafts = createDraftStore(createFakeStorage());
    const message = saved();
    showMessage({ drafts }, connection, message.id, draftOfMessage(message, endpoint));
    const changed = saved({ body: 'NEW', revision: 'r2' });
    const all = new Map([[message.id, changed]]);
    expect(openMessageOf(drafts.store.getState(), all, connection, endpoint).draft?.text).toBe('NEW');
    expect(openMessageOf(drafts.store.getState(), new Map(), connection, endpoint).message).toBeNull();
  });

  it('keeps as what a WebSocket sends it when it is saved over another connection', () => {
    const ping = saved({ kind: 'ping' });
    expect(draftOfMessage(ping, 'ws-client').kind).toBe('ping');
    const overTcp = { ...draftOfMessage(ping, 'tcp-client'), kind: 'data' as const };
    expect(contentOfDraft(overTcp, ping, 'tcp-client').kind).toBe('ping');
    const draft = draftOfMessage(saved(), 'ws-client');
    expect(contentOfDraft({ ...draft, kind: 'binary' }, saved(), 'ws-client').kind).toBe('binary');
    expect(contentOfDraft(draft, saved(), 'ws-client')).not.toHaveProperty('kind');
  });
});
