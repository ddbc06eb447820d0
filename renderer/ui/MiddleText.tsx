import { useMemo, type ReactNode } from 'react';
import { splitName } from './splitName.ts';
import { VisibleText } from './VisibleText.tsx';
import './middleText.css';

/** Text that someone else chose, which keeps its end where there is no room for all of it. What contains it needs an accessible name. */
export function MiddleText({ text }: { text: string }): ReactNode {
  const { start, end } = useMemo(() => splitName(text), [text]);
  return (
    <span className="middle-text">
      <span className="middle-text-start">
        <VisibleText text={start} />
      </span>
      {end !== '' && (
        <span className="middle-text-end">
          <VisibleText text={end} />
        </span>
      )}
    </span>
  );
}
