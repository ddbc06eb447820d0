import type { RecordMarks } from '../records/recordMarks.ts';
import type { RecordSources } from '../records/recordSources.ts';
import type { RecordViews } from '../records/recordViews.ts';
import type { HandlersOf } from './handlersOf.ts';
import { whileHeld } from './whileHeld.ts';

/** The marks of sessions and of recordings alike. */
export function createMarkHandlers(
  marks: RecordMarks,
  sources: RecordSources,
  views: RecordViews,
): HandlersOf<'marks'> {
  return {
    'marks.watch': ({ source }, { signal }) =>
      whileHeld(
        () => sources.follow(source),
        () => marks.watch(source, signal),
      ),
    'marks.set': ({ view, ...input }) => marks.set(input, view === null ? null : views.get(view)),
    'marks.undo': async ({ undo }) => {
      await marks.undo(undo);
      return {};
    },
  };
}
