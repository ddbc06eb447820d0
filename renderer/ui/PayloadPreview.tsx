import type { ReactNode } from 'react';
import { formatCounted } from '../../shared/base/quantity.ts';
import { namesOfEscapes } from '../../shared/bytes/controlEscapes.ts';
import { previewOf } from '../../shared/bytes/preview.ts';
import type { PayloadKind } from '../../shared/model/record.ts';
import './payloadPreview.css';

interface PayloadPreviewProps {
  /** The first bytes. */
  readonly bytes: Uint8Array;
  readonly kind: PayloadKind;
  /** How many it has. */
  readonly size: number;
}

/**
 * A payload on one line: text, or marked as bytes, since text may look like them. Signs for control characters are told by their tone, and
 * by their names to those who hear them.
 */
export function PayloadPreview({ bytes, kind, size }: PayloadPreviewProps): ReactNode {
  const { isHex, segments } = previewOf(bytes, kind, size);
  const drawn = segments.map(({ text, quiet }, index) =>
    quiet ? (
      // Segments have no identity except their position, and are redrawn together.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} role="img" className="sign" aria-label={namesOfEscapes(text)}>
        {text}
      </span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index}>{text}</span>
    ),
  );
  if (!isHex) return drawn;
  return (
    <span className="hex-preview" title={`${formatCounted(size, 'byte')}, shown in hex`}>
      <span className="spoken">hex </span>
      {drawn}
    </span>
  );
}
