import { useId, useState, type ReactNode } from 'react';
import { capitalized, formatCount, formatCounted } from '../../shared/base/quantity.ts';
import { largestMarkNote, markColours, type MarkColour } from '../../shared/model/mark.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { markSelection, selectionToMark, type MarkedSelection } from '../state/window/markRecords.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { MarkSign } from '../ui/MarkSign.tsx';
import './markDialog.css';

interface MarkDialogProps {
  readonly view: RecordView;
  readonly parts: WorkbenchParts;
  readonly onClose: () => void;
}

/** Asks for the colour and the note of a mark: of the selected records, or of the whole mark that the only one of them has. */
export function MarkDialog({ view, parts, onClose }: MarkDialogProps): ReactNode {
  const [target] = useState(() => selectionToMark(view, 'whole mark'));
  const [colour, setColour] = useState<MarkColour>(target?.current?.colour ?? parts.markColour.getState());
  const [note, setNote] = useState(target?.current?.note ?? '');
  const noteId = useId();
  const written = note.trim();
  return (
    <Dialog
      title={titleOf(target)}
      action="Mark"
      disabled={target === null}
      {...(target?.current && {
        other: {
          label: 'Unmark',
          run: () => parts.state.toasts.run(() => markSelection(parts, view, null, target)),
        },
      })}
      run={() => markSelection(parts, view, { colour, note: written === '' ? null : written }, target)}
      onClose={onClose}
    >
      <ColourChoice colour={colour} onColour={setColour} />
      <label className="field-label" htmlFor={noteId}>
        Note
      </label>
      <textarea
        id={noteId}
        className="mark-note"
        rows={3}
        dir="auto"
        maxLength={largestMarkNote}
        value={note}
        // People open the dialog to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function ColourChoice(props: { colour: MarkColour; onColour: (colour: MarkColour) => void }): ReactNode {
  const { colour, onColour } = props;
  const name = useId();
  return (
    <fieldset className="mark-colours">
      <legend className="field-label">Colour</legend>
      {markColours.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            value={each}
            checked={each === colour}
            onChange={() => onColour(each)}
          />
          <MarkSign colour={each} />
          {capitalized(each)}
        </label>
      ))}
    </fieldset>
  );
}

function titleOf(target: MarkedSelection | null): string {
  const [stretch] = target?.stretches ?? [];
  if (!target || !stretch) return 'Mark';
  if (target.count === null) return 'Mark the selected matches';
  if (target.count === 1) return `Mark record ${formatCount(stretch.from)}`;
  return target.stretches.length === 1
    ? `Mark records ${formatCount(stretch.from)} to ${formatCount(stretch.to)}`
    : `Mark ${formatCounted(target.count, 'record')}`;
}
