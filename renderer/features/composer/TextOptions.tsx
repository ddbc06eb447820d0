import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { encodingFacts } from '../../../shared/bytes/encodings.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { describeTerminator } from '../../ui/TerminatorSelect.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { Draft } from './draft.ts';
import { hasEncoding, TextChoice, type DraftProps } from './TextControls.tsx';

/** What there is to choose of a text, behind a button that says what is chosen: for a bar with little room. `children` stands first. */
export function TextOptions({
  children,
  ...props
}: DraftProps & { readonly children: ReactNode }): ReactNode {
  const chosen = wordsOf(props.draft);
  return (
    <Popover
      title="Text options"
      className="text-options"
      trigger={
        <Button
          tone="quiet"
          className="text-options-button"
          aria-label={`Text options: ${chosen}`}
          title={`Text options: ${chosen}`}
          icon={<SlidersHorizontal size={16} aria-hidden />}
        >
          <span className="text-options-words">
            <VisibleText text={chosen} />
          </span>
        </Button>
      }
    >
      {children}
      <TextChoice {...props} />
    </Popover>
  );
}

function wordsOf(draft: Draft): string {
  const { mode, escapes, encoding, terminator } = draft;
  const escaped = mode === 'text' ? [escapes ? 'escapes' : 'no escapes'] : [];
  const encoded = hasEncoding(draft) ? [encodingFacts(encoding).label] : [];
  return [...encoded, describeTerminator(terminator), ...escaped].join(', ');
}
