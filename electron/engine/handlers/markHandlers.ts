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
      'session' in source
        ? whileHeld(
            () => sources.follow(source),
            () => marks.watch(source, signal),
          )
        : // Marks change rarely: a finished file rests until they do, and is not kept from going where room is needed.
          marks.watch(source, signal),
    'marks.set': ({ view, ...input }) => marks.set(input, view === null ? null : views.get(view)),
    'marks.undo': async ({ undo }) => {
      await marks.undo(undo);
      return {};
    },
  };
}
