import { Fragment, type ReactNode } from 'react';
import { sentencePieces } from '../../shared/bytes/visibleText.ts';

/**
 * A sentence, which may have names in it that somebody else chose, or words of a peer: what would be invisible, or would reverse its
 * neighbours, is shown as signs, and a name that was put in by `quoted` turns only itself around.
 */
export function Sentence({ text }: { readonly text: string }): ReactNode {
  return sentencePieces(text).map(({ text: piece, isName, quiet }, index) => {
    const shown = quiet ? <span className="sign">{piece}</span> : piece;
    // Pieces have no identity except their position, and are redrawn together.
    // oxlint-disable-next-line react/no-array-index-key
    return <Fragment key={index}>{isName ? <bdi>{shown}</bdi> : shown}</Fragment>;
  });
}
