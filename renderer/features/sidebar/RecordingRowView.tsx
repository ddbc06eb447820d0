import { ChevronDown, ChevronRight, CircleX, Pin, Rows3, TriangleAlert, ZapOff } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { shallow } from 'zustand/vanilla/shallow';
import { isolated, visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import { formatStart } from '../../state/base/startTime.ts';
import { isFailedAttempt, type RecordingRow } from '../../state/workspace/recordingRows.ts';
import {
  shortWordsOfRecording,
  titleOfRecording,
  wordsOfRecording,
} from '../../state/workspace/recordingWords.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { MiddleText } from '../../ui/MiddleText.tsx';
import { NameField, type NameFieldProps } from '../../ui/NameField.tsx';
import { RowMenuButton } from '../../ui/RowMenuButton.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface RecordingRowViewProps {
  readonly id: string;
  readonly row: RecordingRow;
  readonly top: number;
  readonly today: Date;
  /** The engine can be reached. */
  readonly isReachable: boolean;
  /** True when its tab is visible. */
  readonly isShown: boolean;
  readonly isFocused: boolean;
  readonly isMenuOpen: boolean;
  /** Absent unless it is being renamed. */
  readonly naming?: Omit<NameFieldProps, 'name'> | undefined;
}

/** A row of the list of recordings; its listeners are the list's. */
export const RecordingRowView = memo(function RecordingRowView(props: RecordingRowViewProps): ReactNode {
  const { id, row, top, today, isReachable, isShown, isFocused, isMenuOpen, naming } = props;
  const isRecording = row.kind === 'recording';
  const words = isRecording ? wordsOfRecording(row.recording) : namesOf(row.attempts);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={isRecording ? undefined : row.isOpen}
      aria-selected={isShown}
      aria-label={isolated(row.name)}
      title={`${visibleLine(words)}, ${startOf(row, today)}`}
      data-key={row.key}
      className={joinClasses(
        'list-row tree-item recording-item',
        isShown && 'is-shown',
        isFocused && 'is-focused',
      )}
      style={{ top, '--tree-level': row.level }}
    >
      {naming ? (
        <NameField name={row.name} {...naming} />
      ) : (
        <>
          <div
            className="sidebar-row"
            title={isRecording ? titleOfRecording(row.recording) : visibleLine(words)}
          >
            <span className="sidebar-mark">
              {isRecording ? markOf(row.recording, isReachable) : <FoldMark isOpen={row.isOpen} />}
            </span>
            <span className="recording-lines">
              <span className="recording-line-of-name">
                <span className="sidebar-name">
                  <MiddleText text={row.name} />
                </span>
                <span className="sidebar-time mono">{startOf(row, today)}</span>
              </span>
              <span className={joinClasses('recording-words', isWarned(row) && 'sidebar-interrupted')}>
                <VisibleText text={isRecording ? shortWordsOfRecording(row.recording) : words} />
              </span>
            </span>
          </div>
          <RowMenuButton name={row.name} isOpen={isMenuOpen} data-does="menu" />
        </>
      )}
    </div>
  );
}, isSameView);

/** The list comes anew whenever any recording has grown. */
function isSameView(
  { row, naming, ...before }: RecordingRowViewProps,
  { row: next, naming: nextNaming, ...now }: RecordingRowViewProps,
): boolean {
  if (naming || nextNaming || !shallow(before, now)) return false;
  if (row.kind === 'attempts' || next.kind === 'attempts') return false;
  const { recording, ...place } = row;
  const { recording: nextRecording, ...nextPlace } = next;
  return shallow(place, nextPlace) && shallow(recording, nextRecording);
}

function startOf(row: RecordingRow, today: Date): string {
  const newest = row.kind === 'recording' ? row.recording : row.attempts[0];
  return newest ? formatStart(newest.startedAt, today) : '';
}

/** What was tried, each once. */
function namesOf(attempts: readonly RecordingSummary[]): string {
  return [...new Set(attempts.map(({ name }) => name))].join(', ');
}

function isWarned(row: RecordingRow): boolean {
  return row.kind === 'recording' && (row.recording.interrupted || row.recording.problem !== null);
}

function FoldMark({ isOpen }: { isOpen: boolean }): ReactNode {
  return isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />;
}

function markOf(recording: RecordingSummary, isReachable: boolean): ReactNode {
  const { liveSession, problem, interrupted, named } = recording;
  if (problem !== null) return <TriangleAlert size={14} aria-hidden className="sidebar-warning" />;
  if (liveSession !== null) return <StatusDot state={isReachable ? 'open' : 'unknown'} />;
  if (isFailedAttempt(recording)) return <CircleX size={14} aria-hidden className="sidebar-failed" />;
  if (interrupted) return <ZapOff size={14} aria-hidden className="sidebar-warning" />;
  return named ? <Pin size={14} aria-hidden /> : <Rows3 size={14} aria-hidden />;
}
