import type { ReactNode } from 'react';

export interface Segment {
  readonly text: string;
  /** Stands for something that has no glyph of its own. */
  readonly quiet: boolean;
  readonly className?: string | undefined;
}

/** Text of any origin with its signs in a quieter tone; text nodes, whatever it says. */
export function Segments({ segments }: { readonly segments: readonly Segment[] }): ReactNode {
  return segments.map(({ text, quiet, className }, index) => (
    // Segments have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} className={quiet ? 'is-quiet' : className}>
      {text}
    </span>
  ));
}
