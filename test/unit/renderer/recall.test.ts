import { describe, expect, it } from 'vitest';
import { createSentHistory } from '../../../renderer/state/sessions/sentHistory.ts';
import { draftOfBytes } from '../../../renderer/state/window/draftOfBytes.ts';
import { Recall } from '../../../renderer/state/window/recall.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { connectionIdSchema, recordingIdSchema } from '../../../shared/model/ids.ts';
import { packRows } from '../../../shared/model/recordPage.ts';
import { createFakeEngine, type FakeEngine } from '../../support/fakeEngine.ts';

const connection = connectionIdSchema.parse('redis');
const recording = recordingIdSchema.parse('r1');

/** An engine in which these were sent, the newest first; it answers with at most `most` at a time. */
function engineWith(sent: readonly string[], most = 100): FakeEngine {
  return createFakeEngine({
    'history.page': ({ before, count, filter }) => {
      if (filter === 'bad') throw new WirebenchError('BAD_REQUEST', 'A sentence.');
      const from = before?.before ?? 0;
      const page = sent.slice(from, from + Math.min(count, most));
      const { heads, body } = packRows(
        page.map((text, index) => ({
          ...{ seq: sent.length - from - index, at: 0, peer: 1, direction: 'out', kind: 'data', note: null },
          ...{ size: text.length, preview: new TextEncoder().encode(text) },
        })),
      );
      const end = from + page.length;
      return {
        output: {
          rows: heads.map((head) => Object.assign(head, { source: { recording }, recording })),
          next: end < sent.length ? { recording, startedAt: 0, before: end } : null,
          skipped: from === 0 ? [{ recording, problem: 'Damaged.' }] : [],
        },
        body,
      };
    },
  });
}

describe('the history of what was sent, in a window', () => {
  it('asks on until it has a page, and no further', async () => {
    const sent = Array.from({ length: 120 }, (_, index) => `m${index}`);
    using engine = engineWith(sent, 20);
    const history = createSentHistory(engine.client, connection);
    await history.look('');
    expect(history.store.getState()).toMatchObject({
      progress: 'more',
      skipped: ['Damaged.'],
      problem: null,
    });
    expect(history.store.getState().rows).toHaveLength(50);
    await history.more();
    await history.more();
    await history.more();
    const { rows, progress } = history.store.getState();
    expect([rows.length, progress]).toEqual([120, 'whole']);
    expect(rows.map(({ preview }) => new TextDecoder().decode(preview))).toEqual(sent);
  });

  it('says why a filter cannot be used', async () => {
    using engine = engineWith([]);
    const history = createSentHistory(engine.client, connection);
    await history.look('bad');
    expect(history.store.getState()).toMatchObject({ problem: 'A sentence.', progress: 'whole' });
  });
});

describe('going through what was sent', () => {
  const recallOf = (engine: FakeEngine): Recall =>
    new Recall(engine.client, connection, async ({ preview, kind }) => {
      if (preview.length > 20) throw new Error('Too long.');
      return draftOfBytes(preview, kind, 'tcp-client');
    });

  it('goes to older ones, counts equal ones in a row as one, and comes back', async () => {
    using engine = engineWith(['c', 'b', 'b', 'a']);
    const recall = recallOf(engine);
    const older = async (): Promise<string | undefined> => (await recall.older())?.text;
    expect([await older(), await older(), await older(), await older()]).toEqual(['c', 'b', 'a', undefined]);
    expect(recall.newer()?.text).toBe('b');
    expect(recall.newer()?.text).toBe('c');
    expect(recall.newer()).toBeNull();
    expect(await older()).toBe('c');
  });

  it('says which one cannot be composed, and goes past it', async () => {
    using engine = engineWith(['x'.repeat(30), 'a']);
    const recall = recallOf(engine);
    await expect(recall.older()).rejects.toThrow('Too long.');
    expect((await recall.older())?.text).toBe('a');
  });
});
