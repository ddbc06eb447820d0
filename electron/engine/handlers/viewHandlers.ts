import { viewReads } from '../../../shared/contract/views.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import type { RecordSources } from '../records/recordSources.ts';
import type { RecordViews } from '../records/recordViews.ts';
import type { RecordReader } from '../store/store.ts';
import type { HandlersOf } from './handlersOf.ts';
import { askAny, namedHandlers } from './namedHandlers.ts';
import { whileHeld } from './whileHeld.ts';

/** Filtered views: each lives as long as the subscription that opened it. */
export function createViewHandlers(sources: RecordSources, views: RecordViews): HandlersOf<'views'> {
  return {
    'views.open': ({ source, ...wanted }, { signal }) =>
      whileHeld(
        () => sources.follow(source),
        async function* view() {
          yield* openView(await sources.reader(source), views, wanted, signal);
        },
      ),
    ...namedHandlers(viewReads, async (name, { view, ...question }: { readonly view: ViewId }) =>
      askAny(views.get(view), name, question),
    ),
  };
}

async function* openView(
  reader: RecordReader,
  views: RecordViews,
  {
    filter,
    rows,
    from,
  }: { readonly filter: string; readonly rows: number; readonly from?: number | undefined },
  signal: AbortSignal,
): AsyncGenerator<{ output: FilteredView; body: Uint8Array }> {
  const { view, query } = await views.open(reader, filter, from);
  try {
    for await (const progress of query.progress.changes(signal)) {
      const { output, body } = await query.ask('tail', { rows });
      // More matches may have been found in between: these are the counts that the rows belong to.
      yield { output: { ...progress, ...output, view }, body };
    }
  } finally {
    await views.close(view);
  }
}
