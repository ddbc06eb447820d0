import { packMatches } from '../../../shared/model/filteredView.ts';
import type { RecordSources } from '../recordSources.ts';
import type { RecordViews } from '../recordViews.ts';
import type { HandlersOf } from './handlersOf.ts';

/** Filtered views: each lives as long as the subscription that opened it. */
export function createViewHandlers(sources: RecordSources, views: RecordViews): HandlersOf<'views'> {
  return {
    'views.open': async function* open({ source, filter, rows }, { signal }) {
      const { view, query } = await views.open(await sources.reader(source), filter);
      try {
        for await (const progress of query.progress.changes(signal)) {
          const newest = packMatches(await query.tail(rows));
          // More may have been found in between: the counts are those that the rows belong to.
          yield { output: { ...progress, ...newest.output, view }, body: newest.body };
        }
      } finally {
        await views.close(view);
      }
    },
    'views.rows': async ({ view, from, count }) => packMatches(await views.get(view).rows(from, count)),
    'views.near': ({ view, seq, toward }) => views.get(view).near(seq, toward),
    'views.ranges': async ({ view, seq, offset, length }) => ({
      ranges: [...(await views.get(view).ranges(seq, offset, length))],
    }),
  };
}
