import type { ReactNode } from 'react';

export interface Segment {
  readonly text: string;
  /** True for a sign that represents something without a glyph of its own. */
  readonly quiet: boolean;
  readonly className?: string | undefined;
}

/** Text of any origin with its signs in a quieter tone; rendered as text nodes, whatever it contains. */
export function Segments({ segments }: { readonly segments: readonly Segment[] }): ReactNode {
  return segments.map(({ text, quiet, className }, index) => (
    // Segments have no identity except their position.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} className={quiet ? 'is-quiet' : className}>
      {text}
    </span>
  ));
}
