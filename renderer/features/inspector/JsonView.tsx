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

/** JSON in foldable lines. */
export function JsonView({ lines }: { readonly lines: JsonLines }): ReactNode {
  const id = useId();
  const rowHeight = useMonoRow();
  const list = useRef<LongListHandle>(null);
  const { folds, current, setCurrent, toggle, step } = useFolding(lines);
  const widest = useMemo(() => widestJsonLine(lines), [lines]);
  const onKeyDown = (event: KeyboardEvent): void => {
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
      aria-activedescendant={`${id}-${current}`}
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
            toggle={toggle}
            choose={setCurrent}
          />
        );
      }}
    />
  );
}

interface Folding {
  readonly folds: JsonFolds;
  /** The current line, where the keys start. */
  readonly current: number;
  readonly setCurrent: (line: number) => void;
  /** Makes a line the current one, and folds or unfolds it where it can be. */
  readonly toggle: (line: number) => void;
  /** Does what a key does in the tree, and returns the line that is the current one then; null for other keys. */
  readonly step: (key: string, rowsInView: number) => number | null;
}

/** Which lines are folded, and which is the current one. */
function useFolding(lines: JsonLines): Folding {
  const [folds, setFolds] = useState(() => new JsonFolds(lines));
  const [current, setCurrent] = useState(0);
  const toggle = useCallback((line: number): void => {
    setCurrent(line);
    setFolds((now) => (now.canFold(line) ? now.toggled(line) : now));
  }, []);
  const step = (key: string, rowsInView: number): number | null => {
    const next = jsonRowAfterKey(key, { lines, folds, current, rowsInView });
    if (!next) return null;
    if (next.toggles) toggle(current);
    setCurrent(next.line);
    return next.line;
  };
  return { folds, current, setCurrent, toggle, step };
}

interface JsonRowProps {
  readonly id: string;
  readonly lines: JsonLines;
  readonly line: number;
  readonly top: number;
  readonly fold: 'none' | 'open' | 'closed';
  readonly isCurrent: boolean;
  readonly toggle: (line: number) => void;
  readonly choose: (line: number) => void;
}

const JsonRow = memo(function JsonRow(props: JsonRowProps): ReactNode {
  const { id, lines, line, top, fold, isCurrent, toggle, choose } = props;
  const depth = lines.depth[line] ?? 0;
  return (
    // The tree itself has the focus and the keys; rows only react to the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isCurrent}
      aria-expanded={fold === 'none' ? undefined : fold === 'open'}
      className="json-row"
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
