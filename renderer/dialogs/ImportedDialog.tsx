import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../../shared/base/quantity.ts';
import type { ImportNotes, ImportReport } from '../../shared/model/importReport.ts';
import { isolated } from '../../shared/bytes/visibleText.ts';
import type { ImportOutcome } from '../state/workspace/imports.ts';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';
import './importedDialog.css';

interface ImportedDialogProps {
  readonly outcomes: readonly ImportOutcome[];
  readonly onClose: () => void;
}

/** What became of collections of other programs, item by item. */
export function ImportedDialog({ outcomes, onClose }: ImportedDialogProps): ReactNode {
  const isDone = outcomes.some((outcome) => 'report' in outcome);
  return (
    <Modal label="What was imported" className="dialog dialog-wide imported" onClose={onClose}>
      <h2 className="dialog-title">{isDone ? 'What was imported' : 'Nothing was imported'}</h2>
      {/* It scrolls, so the keys must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="imported-list dialog-scroll" role="region" aria-label="Report" tabIndex={0}>
        {outcomes.map((outcome, index) => (
          // Two files may have the same name, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <section key={index} className="imported-source" aria-label={isolated(outcome.name)}>
            <h3>
              <VisibleText text={outcome.name} />
            </h3>
            {'report' in outcome ? (
              <Report report={outcome.report} />
            ) : (
              <Notice tone="danger" text={outcome.problem} />
            )}
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <Button tone="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Modal>
  );
}

function Report({ report }: { report: ImportReport }): ReactNode {
  return (
    <>
      <p>
        <Sentence text={summaryOf(report)} />
      </p>
      {/* What asks for attention comes first. */}
      <Notes title="Not imported" notes={report.left} isOpen />
      <Notes title="Imported with changes" notes={report.changed} isOpen />
      <Notes title="Imported" notes={report.taken} />
    </>
  );
}

function summaryOf({
  program,
  folder,
  connections,
  messages,
  environments,
  variables,
}: ImportReport): string {
  const counts = [
    [connections, 'connection'],
    [messages, 'message'],
    [environments, 'environment'],
    [variables, 'variable'],
  ] as const;
  const taken = counts.flatMap(([count, noun]) => (count > 0 ? [formatCounted(count, noun)] : []));
  if (taken.length === 0) return `${program}: nothing in it can be imported.`;
  return `${program}: ${taken.join(', ')}${folder === null ? '' : `, in the folder ${isolated(folder)}`}.`;
}

function Notes(props: { title: string; notes: ImportNotes; isOpen?: boolean }): ReactNode {
  const { notes, count } = props.notes;
  if (count === 0) return null;
  const more = count - notes.length;
  return (
    <details open={props.isOpen === true}>
      <summary>
        {props.title} <span className="imported-count">{formatCount(count)}</span>
      </summary>
      <ul>
        {notes.map(({ item, text }) => (
          <li key={`${item}\n${text}`}>
            <span className="imported-item">
              <VisibleText text={item} />
            </span>
            <span>
              <Sentence text={text} />
            </span>
          </li>
        ))}
        {more > 0 && <li>and {formatCounted(more, 'more', 'more')}</li>}
      </ul>
    </details>
  );
}
