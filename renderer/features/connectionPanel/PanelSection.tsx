import type { ReactNode } from 'react';
import { VisibleText } from '../../ui/VisibleText.tsx';

export interface PanelSectionProps {
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  /** By which it is brought into sight from elsewhere. */
  readonly part?: string;
  readonly children: ReactNode;
}

export function PanelSection({ title, aside, part, children }: PanelSectionProps): ReactNode {
  return (
    <section className="panel-section" aria-label={title} data-part={part}>
      <header className="panel-head">
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A name and what it is; nothing where it is not known. */
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
