import type { ReactNode } from 'react';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import { ByteFooter } from './ByteFooter.tsx';
import { byteMenu } from './byteMenu.ts';
import type { ByteStretch } from './byteStretch.ts';
import { JsonView } from './JsonView.tsx';
import type { InspectedRecord } from './useByteWindow.ts';
import { useCopy } from './useCopy.ts';

interface JsonPaneProps {
  readonly record: InspectedRecord;
  readonly lines: JsonLines;
  /** Puts a stretch of the bytes into the composer. */
  readonly onCompose: ((stretch: ByteStretch) => void) | undefined;
  readonly onReply: (() => void) | undefined;
}

/** The bytes as JSON. */
export function JsonPane({ record, lines, onCompose, onReply }: JsonPaneProps): ReactNode {
  const copying = useCopy(record);
  const all = { from: 0, to: record.size };
  return (
    <div className="inspector-pane">
      <JsonView lines={lines} />
      <ByteFooter
        where={`JSON · ${formatCounted(record.size, 'byte')}`}
        result={copying.result}
        hasSelection={false}
        onCompose={onCompose && (() => onCompose(all))}
        onCopy={(form) => copying.copy(all, form)}
        menu={() => byteMenu({ copy: (form) => copying.copy(all, form), reply: onReply })}
      />
    </div>
  );
}
