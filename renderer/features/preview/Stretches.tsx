import { Fragment, type ReactNode } from 'react';
import type { PreviewSource, TextStretch } from '../../../shared/model/preview.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** What a screen reader is told of a stretch, after it. */
const spoken: Readonly<Record<PreviewSource, string | null>> = {
  written: null,
  value: null,
  computed: 'sample, computed when sent',
  secret: 'with a secret',
};

/** A text, each stretch with the look of where it comes from. */
export function Stretches({ stretches }: { readonly stretches: readonly TextStretch[] }): ReactNode {
  return stretches.map(({ source, text }, index) => (
    // Stretches have no identity except their position, and are redrawn together.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} className={`preview-${source}`}>
      <Lines text={text} />
      {spoken[source] !== null && <span className="spoken"> ({spoken[source]}) </span>}
    </span>
  ));
}

/** Each line feed is shown, and ends its line. */
function Lines({ text }: { readonly text: string }): ReactNode {
  return text.split(/(?<=\n)/).map((line, index) => (
    // Lines have no identity except their position.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      <VisibleText text={line} />
      {line.endsWith('\n') && <br />}
    </Fragment>
  ));
}

const legend: readonly { readonly source: PreviewSource; readonly text: string }[] = [
  { source: 'value', text: 'from a variable, a file or a function' },
  { source: 'computed', text: 'computed when sent; this is a sample' },
  { source: 'secret', text: 'with a secret' },
];

interface SourceLegendProps {
  readonly sources: ReadonlySet<PreviewSource>;
  /** The secrets are shown, because a person asked to see them. */
  readonly isRevealed: boolean;
}

/** What the looks of stretches mean, of those that are there. */
export function SourceLegend({ sources, isRevealed }: SourceLegendProps): ReactNode {
  const used = legend.filter(({ source }) => sources.has(source));
  if (used.length === 0) return null;
  return (
    <ul className="preview-legend" aria-label="Legend">
      {used.map(({ source, text }) => (
        <li key={source}>
          <span className={`preview-${source}`} aria-hidden>
            abc
          </span>{' '}
          {text}
          {source === 'secret' && !isRevealed && ', which is hidden as •••'}
        </li>
      ))}
    </ul>
  );
}
