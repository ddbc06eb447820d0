import { describe, expect, it } from 'vitest';
import { putDraft } from '../../../renderer/state/window/compose.ts';
import type { KeptDraft } from '../../../renderer/state/window/drafts.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { someDraft, TestWindow } from '../../support/testWindow.ts';

const connection = connectionIdSchema.parse('c1');
const file = (path: string): KeptDraft => ({ ...someDraft, text: '', file: { path, isChosen: true } });

describe('a draft that is put into a composer', () => {
  it.each([
    ['a text', someDraft, file('files/new.bin')],
    ['a file', file('files/old.bin'), { ...someDraft, text: 'new' }],
    ['a file, by another one', file('files/old.bin'), file('files/new.bin')],
  ])('brings back %s that it replaced', async (_what, before, next) => {
    using window = await TestWindow.open();
    const { drafts, state } = window;
    drafts.put(connection, before);
    putDraft(window, connection, next);
    expect(drafts.store.getState()[connection]).toEqual(next);
    const [offer] = state.toasts.store.getState();
    expect(offer?.action?.label).toBe('Bring it back');
    offer?.action?.run();
    expect(drafts.store.getState()[connection]).toEqual(before);
  });

  it.each([
    ['nothing', { ...someDraft, text: '' }, someDraft],
    ['the same', file('files/old.bin'), file('files/old.bin')],
  ])('says nothing where it replaces %s', async (_what, before, next) => {
    using window = await TestWindow.open();
    window.drafts.put(connection, before);
    putDraft(window, connection, next);
    expect(window.said()).toEqual([]);
  });
});
