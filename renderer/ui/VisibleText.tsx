import type { ReactNode } from 'react';
import { visibleText } from '../../shared/bytes/visibleText.ts';

/**
 * Text that someone else chose: characters that are invisible, or would reverse their neighbours, are shown as signs. It begins at the left
 * in every script, so that a narrow place cuts off its end and not its beginning.
 */
export function VisibleText({ text }: { text: string }): ReactNode {
  const segments = visibleText(text);
  if (segments.every((segment) => !segment.quiet)) return <bdi dir="ltr">{text}</bdi>;
  return (
    <bdi dir="ltr">
      {segments.map(({ text: shown, quiet }, index) => (
        // Segments have no identity except their position, and are redrawn together.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={quiet ? 'sign' : undefined}>
          {shown}
        </span>
      ))}
    </bdi>
  );
}
