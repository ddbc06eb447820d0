import type { RecordRow } from '../../../shared/model/record.ts';
import type { RecordView } from '../records/recordView.ts';

/** What a menu or the palette offers for a record: times are counted from it, or no longer. */
interface ReferenceChoice {
  readonly label: string;
  readonly run: () => void;
}

/** Counts the times of a view from a record, until the same is chosen again, or another way to tell times. */
export function referenceChoice(
  view: RecordView,
  { seq, at }: Pick<RecordRow, 'seq' | 'at'>,
): ReferenceChoice {
  const chosen = view.reference.getState();
  if (chosen?.seq === seq)
    return { label: 'Unset time reference', run: () => view.reference.setState(null, true) };
  return { label: 'Set as time reference', run: () => view.reference.setState({ seq, at }, true) };
}
