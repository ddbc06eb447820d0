import { memo, type ReactNode } from 'react';
import { withEscapes } from '../../../shared/bytes/controlEscapes.ts';
import { formatOffset } from '../../../shared/bytes/hexDump.ts';
import { decodeUtf8Segments } from '../../../shared/bytes/utf8.ts';
import { visibleUtf8 } from '../../../shared/bytes/visibleText.ts';
import type { ByteStretch } from './byteStretch.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { textPieces } from './matchPieces.ts';
import { Segments } from './Segments.tsx';
import type { TextLine } from './textView.ts';

const noMatches: readonly ByteStretch[] = [];

interface TextRowViewProps {
  readonly index: number;
  readonly top: number;
  readonly block: TextLine['block'] | undefined;
  readonly row: TextLine['row'] | undefined;
  readonly digits: number;
  /** In the block's offsets; undefined for none, so that a row without matches is not redrawn. */
  readonly matches: readonly ByteStretch[] | undefined;
  /** The selected part of the row, in the block's offsets; equal where there is none. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
}

/** A row of text, with its matches and what is selected of it. */
export const TextRowView = memo(function TextRowView(props: TextRowViewProps): ReactNode {
  const { index, top, block, row, digits, matches = noMatches, selectedFrom, selectedTo } = props;
  const isHere = block !== undefined && row !== undefined;
  return (
    <div className="text-row" data-row={index} style={{ transform: `translateY(${top}px)` }}>
      <span className="text-offset" style={{ width: `${digits}ch` }} aria-hidden>
        {isHere && row.startsLine ? formatOffset(block.start + row.from, digits) : ''}
      </span>
      {isHere
        ? textPieces(block.bytes, row, matches, { from: selectedFrom, to: selectedTo }).map(
            ({ from, to, isMatch, isSelected }) => (
              <span
                key={from}
                className={joinClasses(isMatch && 'is-match', isSelected && 'is-selected') || undefined}
              >
                <Segments
                  segments={withEscapes(visibleUtf8(decodeUtf8Segments(block.bytes.subarray(from, to))))}
                />
              </span>
            ),
          )
        : null}
    </div>
  );
});
