import type { ReactNode } from 'react';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';

interface PanelSectionProps {
  readonly title: string;
  /** Shown at the end of the title's line. */
  readonly aside?: ReactNode;
  /** The name by which other code scrolls it into view. */
  readonly part?: string;
  readonly children: ReactNode;
}

export function PanelSection({ title, aside, part, children }: PanelSectionProps): ReactNode {
  const region = useRegionName(title);
  return (
    <section className="panel-section" aria-label={region} data-part={part}>
      <header className="panel-head">
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A name and its value; nothing if the value is unknown. */
export function PanelFact(props: { name: string; text?: string | null; children?: ReactNode }): ReactNode {
  const { name, text, children } = props;
  if ((text === null || text === undefined) && children === undefined) return null;
  return (
    <div className="panel-fact">
      <dt>{name}</dt>
      <dd className="mono">
        {typeof text === 'string' && <VisibleText text={text} />}
        {children}
      </dd>
    </div>
  );
}
