import type { ReactNode } from 'react';
import type { MarkColour } from '../../shared/model/mark.ts';
import { joinClasses } from './joinClasses.ts';
import './markSign.css';

interface MarkSignProps {
  readonly colour: MarkColour;
  /** What the pointer shows. */
  readonly title?: string | undefined;
  readonly className?: string;
}

/** The sign of a mark: its colour, and the letter that the name of the colour begins with. Words for screen readers stand beside it. */
export function MarkSign({ colour, title, className }: MarkSignProps): ReactNode {
  return (
    <span className={joinClasses('mark-sign', `mark-${colour}`, className)} title={title} aria-hidden>
      {colour.charAt(0).toUpperCase()}
    </span>
  );
}
