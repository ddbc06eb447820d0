import { describe, expect, it } from 'vitest';
import { createRecordHandlers } from '../../../electron/engine/handlers/recordHandlers.ts';
import { createVerbHandlers } from '../../../electron/engine/handlers/verbHandlers.ts';
import { createViewHandlers } from '../../../electron/engine/handlers/viewHandlers.ts';
import { OpenRecordings } from '../../../electron/engine/records/openRecordings.ts';
import { RecordSources } from '../../../electron/engine/records/recordSources.ts';
import { RecordViews } from '../../../electron/engine/records/recordViews.ts';
import type { SessionRegistry } from '../../../electron/engine/session/session.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { recordsContract } from '../../../shared/contract/records.ts';
import { sessionVerbs } from '../../../shared/contract/sessionVerbs.ts';
import { viewsContract } from '../../../shared/contract/views.ts';
import { UnreadReader } from '../../support/unreadReader.ts';

const nobody = {} as SessionRegistry;

describe('a read', () => {
  it('is answered by a handler, and asked for by its name, wherever the contract declares it', async () => {
    const sources = new RecordSources(nobody, new OpenRecordings({} as Store, () => 'none'));
    const handlers = {
      ...createRecordHandlers(sources),
      ...createViewHandlers(sources, new RecordViews(() => 'v1')),
    };
    expect(Object.keys(handlers).toSorted()).toEqual(
      [...Object.keys(recordsContract), ...Object.keys(viewsContract)].toSorted(),
    );
    const reader = new UnreadReader();
    for (const method of Object.keys(recordsContract)) expect(reader).toHaveProperty(method.slice(8));
    await expect(reader.rows({ from: 1, count: 1 })).rejects.toThrow('Nobody reads rows here.');
  });
});

describe('a verb', () => {
  it('is answered by a handler wherever the contract declares it', () => {
    expect(Object.keys(createVerbHandlers(nobody))).toEqual(Object.keys(sessionVerbs));
  });
});
