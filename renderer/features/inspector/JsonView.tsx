import { ChevronDown, ChevronRight } from 'lucide-react';
import {
  memo,
  useCallback,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { useMonoRow } from '../../ui/textSizes.ts';
import { JsonFolds } from './jsonFolds.ts';
import { jsonRowAfterKey } from './jsonKeys.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import { jsonSegments, widestJsonLine } from './jsonSegments.ts';
import { Segments } from './Segments.tsx';

interface JsonViewProps {
  readonly lines: JsonLines;
  /** The line whose value is meant; until one is chosen, null. The keys start there, or at the first line. */
  readonly chosen: number | null;
  readonly onChosen: (line: number) => void;
  /** Ctrl+C, or Cmd+C on a Mac, while no text is selected as in any page. */
  readonly onCopy: () => void;
  readonly onSelectAll: () => void;
}

/** JSON in foldable lines. */
export function JsonView({ lines, chosen, onChosen, onCopy, onSelectAll }: JsonViewProps): ReactNode {
  const id = useId();
  const current = chosen ?? 0;
  const rowHeight = useMonoRow();
  const list = useRef<LongListHandle>(null);
  const { folds, toggle, step } = useFolding(lines, current, onChosen);
  const widest = useMemo(() => widestJsonLine(lines), [lines]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (pressCommand(event, onCopy, onSelectAll)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const line = step(event.key, list.current?.rowsInView ?? 1);
    if (line === null) return;
    event.preventDefault();
    list.current?.reveal(folds.rowOf(line));
  };
  return (
    <LongList
      role="tree"
      aria-label="JSON"
      current={{ row: folds.rowOf(current), id: `${id}-${current}` }}
      tabIndex={0}
      className="json-view"
      style={{ '--long-list-width': `${widest + 6}ch` }}
      rowCount={folds.rowCount}
      rowHeight={rowHeight}
      handle={list}
      onKeyDown={onKeyDown}
      renderRow={(row, top) => {
        const line = folds.lineAt(row);
        return (
          <JsonRow
            id={`${id}-${line}`}
            lines={lines}
            line={line}
            top={top}
            fold={folds.canFold(line) ? (folds.folded.has(line) ? 'closed' : 'open') : 'none'}
            isCurrent={line === current}
            isChosen={line === chosen}
            toggle={toggle}
            choose={onChosen}
          />
        );
      }}
    />
  );
}

interface Folding {
  readonly folds: JsonFolds;
  /** Makes a line the current one, and folds or unfolds it where it can be. */
  readonly toggle: (line: number) => void;
  /** Does what a key does in the tree, and returns the line that is the current one then; null for other keys. */
  readonly step: (key: string, rowsInView: number) => number | null;
}

/** Which lines are folded. */
function useFolding(lines: JsonLines, current: number, setCurrent: (line: number) => void): Folding {
  const [folds, setFolds] = useState(() => new JsonFolds(lines));
  const toggle = useCallback(
    (line: number): void => {
      setCurrent(line);
      setFolds((now) => (now.canFold(line) ? now.toggled(line) : now));
    },
    [setCurrent],
  );
  const step = (key: string, rowsInView: number): number | null => {
    const next = jsonRowAfterKey(key, { lines, folds, current, rowsInView });
    if (!next) return null;
    if (next.toggles) toggle(current);
    setCurrent(next.line);
    return next.line;
  };
  return { folds, toggle, step };
}

/** Copies the current value, or makes all of it current; true for a key that did. */
function pressCommand(event: KeyboardEvent, onCopy: () => void, onSelectAll: () => void): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  const isCopy = key === 'c' && document.getSelection()?.isCollapsed !== false;
  if (!isCopy && key !== 'a') return false;
  event.preventDefault();
  if (isCopy) onCopy();
  else onSelectAll();
  return true;
}

interface JsonRowProps {
  readonly id: string;
  readonly lines: JsonLines;
  readonly line: number;
  readonly top: number;
  readonly fold: 'none' | 'open' | 'closed';
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly toggle: (line: number) => void;
  readonly choose: (line: number) => void;
}

const JsonRow = memo(function JsonRow(props: JsonRowProps): ReactNode {
  const { id, lines, line, top, fold, isCurrent, isChosen, toggle, choose } = props;
  const depth = lines.depth[line] ?? 0;
  return (
    // The tree itself has the focus and the keys; rows only react to the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isChosen}
      aria-expanded={fold === 'none' ? undefined : fold === 'open'}
      className={isCurrent ? 'json-row is-current' : 'json-row'}
      style={{ transform: `translateY(${top}px)`, paddingLeft: `${depth * 2 + 3}ch` }}
      onPointerDown={() => choose(line)}
      onDoubleClick={() => toggle(line)}
    >
      {fold === 'none' ? null : (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <span className="json-fold" aria-hidden onClick={() => toggle(line)}>
          {fold === 'open' ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </span>
      )}
      <Segments segments={jsonSegments(lines, line, fold === 'closed')} />
    </div>
  );
});
