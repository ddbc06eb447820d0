import { describe, expect, it } from 'vitest';
import { createDraftStore, type KeptDraft } from '../../../renderer/state/window/drafts.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

const draft = (text: string): KeptDraft => ({
  mode: 'text',
  escapes: true,
  ...plainTextOptions,
  text,
  kind: 'data',
});

describe('drafts', () => {
  it('are there again after a reload', () => {
    const storage = createFakeStorage();
    const drafts = createDraftStore(storage);
    drafts.put('c1', draft('PING\\r\\n'));
    drafts.keepNow();
    expect(createDraftStore(storage).store.getState()).toEqual({ c1: draft('PING\\r\\n') });
  });

  it('that are too long for the browser last as long as the page, and do not cost the others', () => {
    const storage = createFakeStorage();
    const drafts = createDraftStore(storage);
    drafts.put('short', draft('a'));
    drafts.put('longest message', draft('x'.repeat(256 * 1024)));
    drafts.put('long', draft('x'.repeat(2_100_000)));
    drafts.keepNow();
    expect(drafts.unkept.getState()).toEqual(new Set(['long']));
    expect(drafts.store.getState()['long']?.text).toHaveLength(2_100_000);
    expect(Object.keys(createDraftStore(storage).store.getState())).toEqual(['short', 'longest message']);
  });

  it('survive a browser that keeps nothing', () => {
    const drafts = createDraftStore({
      getItem: () => null,
      setItem: () => {
        throw new Error('The quota has been exceeded.');
      },
    });
    drafts.put('c1', draft('a'));
    drafts.keepNow();
    expect(drafts.store.getState()['c1']).toEqual(draft('a'));
    expect(drafts.unkept.getState()).toEqual(new Set(['c1']));
  });
});
