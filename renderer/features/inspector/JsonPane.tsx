import { useState, type ReactNode } from 'react';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { formatOffset } from '../../../shared/bytes/hexDump.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import { BytePane } from './BytePane.tsx';
import { byteStretchOfLine } from './jsonStretch.ts';
import { JsonView } from './JsonView.tsx';
import { useByteActions, type BytePaneProps } from './useByteActions.ts';

interface JsonPaneProps extends BytePaneProps {
  readonly lines: JsonLines;
}

/** The bytes as JSON. What is selected is the value in the current line; until a line was chosen, all of it. */
export function JsonPane(props: JsonPaneProps): ReactNode {
  const { record, lines } = props;
  const [line, setLine] = useState<number | null>(null);
  const all = (): void => setLine(null);
  const { actionsFor, resultOf } = useByteActions(props, all);
  const stretch = line === null ? { from: 0, to: record.size } : byteStretchOfLine(lines, line, record.size);
  const length = formatCounted(stretch.to - stretch.from, 'byte');
  return (
    <BytePane
      actionsFor={actionsFor}
      stretch={stretch}
      plain="text"
      where={line === null ? `JSON · ${length}` : `0x${formatOffset(stretch.from, 1)} · ${length}`}
      result={resultOf(stretch)}
      hasSelection={line !== null}
      stretchAt={() => stretch}
    >
      <JsonView
        lines={lines}
        chosen={line}
        onChosen={setLine}
        onCopy={() => actionsFor(stretch).copy('text')}
        onSelectAll={all}
      />
    </BytePane>
  );
}
