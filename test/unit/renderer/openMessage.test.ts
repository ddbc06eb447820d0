import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOfDraft, readDraft } from '../../../renderer/features/composer/draft.ts';
import { createDraftStore, type DraftStore, type KeptDraft } from '../../../renderer/state/window/drafts.ts';
import { shownKind } from '../../../renderer/state/window/messageKind.ts';
import {
  contentOfDraft,
  draftOfMessage,
  keepDraft,
  openMessageOf,
  showMessage,
} from '../../../renderer/state/window/openMessage.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { savedMessageSchema, type SavedMessage } from '../../../shared/model/savedMessage.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { bytesOfTemplate, type WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { resolverOf } from '../../support/templates.ts';
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
      openMessageOf(drafts.store.getState(), all, connection);
    const scratch = { ...draftOfMessage(message), text: 'scratch' };
    keepDraft({ drafts }, { connection, message: null, gone: null, endpoint }, scratch);
    showMessage({ drafts }, connection, message.id, scratch);
    expect(look()).toMatchObject({ message, isChanged: false, draft: { text: 'PING' } });
    showMessage({ drafts }, connection, null, scratch);
    expect(look()).toMatchObject({ message: null, draft: { text: 'scratch' } });
  });

  it('has no CR that an editor would take away, and stands for the same bytes', () => {
    const piece = fc.oneof(
      fc.constantFrom('\r', '\n', '\r\n', '\\r', '\\\\', '{{name}}', '{', '\u2028', '\0'),
      fc.string({ maxLength: 5 }),
    );
    const text = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
    const bytes = (message: WrittenMessage): unknown => {
      const read = bytesOfTemplate(message, resolverOf({ name: 'Sam' }));
      return read.ok ? Buffer.from(read.value.bytes).toString('hex') : 'unreadable';
    };
    fc.assert(
      fc.property(text, fc.boolean(), fc.constantFrom('text', 'json'), (body, escapes, mode) => {
        const message = saved({ body, escapes, mode });
        const draft = draftOfMessage(message);
        const expected = bytes({
          ...plainTextOptions,
          kind: 'data',
          format: escapes && mode === 'text' ? 'text' : 'plain',
          text: body,
        });
        expect(bytes(messageOfDraft(draft))).toBe(expected);
        expect(expected === 'unreadable' || !draft.text.includes('\r')).toBe(true);
      }),
    );
  });

  it('has changes until it is as it is saved again, over a restart, too', () => {
    const storage = createFakeStorage();
    const drafts = createDraftStore(storage);
    const message = saved();
    const draft = draftOfMessage(message);
    keepDraft({ drafts }, { connection, message, gone: null, endpoint }, { ...draft, text: 'PONG' });
    drafts.keepNow();
    expect(createDraftStore(storage).store.getState()[message.id]).toMatchObject({
      text: 'PONG',
      revision: 'r1',
    });
    // The file changed meanwhile: what is saved is still compared with what was there when the changes began.
    keepDraft(
      { drafts },
      { connection, message: saved({ revision: 'r2' }), gone: null, endpoint },
      { ...draft, text: 'X' },
    );
    expect(drafts.store.getState()[message.id]).toMatchObject({ text: 'X', revision: 'r1' });
    keepDraft({ drafts }, { connection, message, gone: null, endpoint }, draft);
    expect(drafts.store.getState()).toEqual({});
  });

  it('shows the changes of a message whose file is gone, and leaves the one without a name alone', () => {
    const drafts = createDraftStore(createFakeStorage());
    const message = saved();
    const scratch = { ...draftOfMessage(message), text: 'scratch' };
    keepDraft({ drafts }, { connection, message: null, gone: null, endpoint }, scratch);
    showMessage({ drafts }, connection, message.id, scratch);
    keepDraft({ drafts }, { connection, message, gone: null, endpoint }, { ...scratch, text: 'MINE' });
    const look = (): ReturnType<typeof openMessageOf> =>
      openMessageOf(drafts.store.getState(), new Map(), connection);
    expect(look()).toMatchObject({ message: null, gone: 'm1', isChanged: true, draft: { text: 'MINE' } });
    keepDraft({ drafts }, { connection, ...look(), endpoint }, { ...scratch, text: 'MORE' });
    expect(look().draft).toMatchObject({ text: 'MORE', revision: 'r1' });
    drafts.forget(message.id);
    expect(look()).toMatchObject({ message: null, gone: null, draft: { text: 'scratch' } });
  });

  it('shows what its file says by now, unless it has changes', () => {
    const drafts = createDraftStore(createFakeStorage());
    const message = saved();
    showMessage({ drafts }, connection, message.id, draftOfMessage(message));
    const changed = saved({ body: 'NEW', revision: 'r2' });
    const all = new Map([[message.id, changed]]);
    expect(openMessageOf(drafts.store.getState(), all, connection).draft?.text).toBe('NEW');
    expect(openMessageOf(drafts.store.getState(), new Map(), connection).message).toBeNull();
  });

  describe('as what a WebSocket sends it', () => {
    const types = (
      drafts: DraftStore,
      message: SavedMessage | null,
      over: EndpointKind,
      change: Partial<KeptDraft>,
    ): void => {
      const all = new Map(message ? [[message.id, message] as const] : []);
      const kept = openMessageOf(drafts.store.getState(), all, connection).draft;
      if (!kept) throw new Error('The composer is empty.');
      const shown = { ...kept, kind: shownKind(kept, over) };
      keepDraft({ drafts }, { connection, message, gone: null, endpoint: over }, { ...shown, ...change });
    };
    const opened = (message: SavedMessage): DraftStore => {
      const drafts = createDraftStore(createFakeStorage());
      showMessage({ drafts }, connection, message.id, draftOfMessage(message));
      return drafts;
    };
    const changesOf = (drafts: DraftStore, message: SavedMessage): KeptDraft | undefined =>
      drafts.store.getState()[message.id];

    it.each(['ping', 'binary'] as const)('a %s stays one when it is edited over TCP', (kind) => {
      const message = saved({ kind });
      const drafts = opened(message);
      types(drafts, message, 'tcp-client', { text: 'PONG' });
      const kept = changesOf(drafts, message);
      if (!kept) throw new Error('Nothing is kept.');
      expect(shownKind(kept, 'ws-client')).toBe(kind);
      expect(contentOfDraft(kept, message)).toMatchObject({ kind, body: 'PONG' });
      types(drafts, message, 'tcp-client', { text: message.body });
      expect(changesOf(drafts, message)).toBeUndefined();
    });

    it('a ping is refused over TCP with what to do, and can be made data there', () => {
      const message = saved({ kind: 'ping' });
      const drafts = opened(message);
      const shown = { ...draftOfMessage(message), kind: shownKind(draftOfMessage(message), 'tcp-client') };
      expect(readDraft(shown, { kind: 'tcp-client' }).problem?.message).toBe(
        'Only a WebSocket sends ping messages. Send this as data.',
      );
      types(drafts, message, 'tcp-client', { kind: 'data' });
      const kept = changesOf(drafts, message);
      if (!kept) throw new Error('Nothing is kept.');
      expect(shownKind(kept, 'tcp-client')).toBe('data');
      expect(contentOfDraft(kept, message)).not.toHaveProperty('kind');
    });

    it('is written only where it is not the usual one', () => {
      const message = saved();
      const draft = draftOfMessage(message);
      expect(shownKind(draft, 'ws-client')).toBe('text');
      expect(contentOfDraft({ ...draft, kind: 'binary' }, message).kind).toBe('binary');
      expect(contentOfDraft({ ...draft, kind: 'text' }, message)).not.toHaveProperty('kind');
      expect(contentOfDraft(draft, message)).not.toHaveProperty('kind');
    });
  });

  it('may be a file: its path is the body, and looking at a text and back leaves it unchanged', () => {
    const drafts = createDraftStore(createFakeStorage());
    const message = saved({ mode: 'file', body: 'files/a.bin' });
    const draft = draftOfMessage(message);
    expect(contentOfDraft(draft, message)).toMatchObject({ mode: 'file', body: 'files/a.bin' });
    const shown = { connection, message, gone: null, endpoint } as const;
    keepDraft({ drafts }, shown, { ...draft, file: { path: 'files/a.bin', isChosen: false } });
    expect(drafts.store.getState()[message.id]).toMatchObject({ mode: 'text', text: '' });
    keepDraft({ drafts }, shown, draft);
    expect(drafts.store.getState()[message.id]).toBeUndefined();
    expect(shownKind(draft, 'ws-client')).toBe('binary');
  });
});
