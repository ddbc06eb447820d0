import { useEffect, useState, type ReactNode } from 'react';
import type { HexSelection } from '../../../editor/hexGrid/hexSelection.ts';
import type { MenuItem } from '../../../ui/menuItem.ts';
import { copyText } from '../../../ui/copyText.ts';
import type { ByteStretch } from '../byteStretch.ts';
import type { ByteDoing } from '../useByteActions.ts';
import type { InspectedRecord } from '../useByteWindow.ts';
import { stretchOrAll } from '../useSelectedBytes.ts';
import { useValueGroups } from './useValueGroups.ts';
import { ValueGrid } from './ValueGrid.tsx';
import { valueMenu } from './valueMenu.ts';
import { stretchOfValue, textOfRows, valueAt, type ValuePlace } from './valueRows.ts';
import './values.css';

interface ValuesPaneProps {
  readonly record: InspectedRecord;
  readonly selection: HexSelection | null;
  readonly doing: ByteDoing;
  /** Selects the bytes of a value. */
  readonly onMark: (stretch: ByteStretch) => void;
  /** The bytes of the value at the cursor of the values, while that has the focus; null for none. */
  readonly onCovered: (stretch: ByteStretch | null) => void;
}

/** Beside the dump: what its bytes are. It follows the selection there. */
export function ValuesPane({ record, selection, doing, onMark, onCovered }: ValuesPaneProps): ReactNode {
  const groups = useValueGroups(record, selection);
  const rows = groups.flatMap((group) => group.rows);
  const stretch = stretchOrAll(selection, record.size);
  const [current, setCurrent] = useState<ValuePlace>({ row: 0, column: 0 });
  const [isFocused, setFocused] = useState(false);
  const coveredAt = ({ row, column }: ValuePlace): ByteStretch | null => {
    const found = rows[row];
    return found ? stretchOfValue(found, column, stretch) : null;
  };
  useCovered(isFocused ? coveredAt(current) : null, onCovered);
  const copy = (text: string, what: string): void =>
    doing.run(stretch, async () => {
      await copyText(text);
      return `Copied ${what}`;
    });
  const copyAt = ({ row, column }: ValuePlace): void => {
    const found = rows[row];
    const value = found && valueAt(found, column);
    if (value?.kind === 'value') copy(value.plain, `the value of ${found?.name ?? ''}`);
  };
  const choose = (place: ValuePlace): void => {
    setCurrent(place);
    const covered = coveredAt(place);
    if (covered) onMark(covered);
  };
  const menuOf = (place: ValuePlace): MenuItem[] => {
    const covered = coveredAt(place);
    return valueMenu({
      copy: covered && (() => copyAt(place)),
      copyAll: () => copy(textOfRows(rows), 'all values'),
      mark: covered && (() => choose(place)),
      filterLike: covered ? doing.actionsFor(covered).filterLike : undefined,
    });
  };
  return (
    <ValueGrid
      groups={groups}
      current={current}
      onCurrent={setCurrent}
      onChosen={choose}
      onCopy={() => copyAt(current)}
      menuOf={menuOf}
      onFocused={setFocused}
    />
  );
}

/** Tells which bytes are covered, and none when that is over. */
function useCovered(covered: ByteStretch | null, onCovered: ValuesPaneProps['onCovered']): void {
  const { from = null, to = null } = covered ?? {};
  useEffect(() => {
    if (from === null || to === null) return undefined;
    onCovered({ from, to });
    return () => onCovered(null);
  }, [from, to, onCovered]);
}
