import { Binary, Braces, File, Hash, Type, type LucideIcon } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Segmented } from '../../ui/Segmented.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import type { ComposerProps } from './composerProps.ts';
import { isWrittenAsText } from './draft.ts';
import { modeOf, type ComposerMode } from './fileDraft.ts';
import { EscapesSwitch, JsonActions, TextChoice } from './TextControls.tsx';
import { TextOptions } from './TextOptions.tsx';
import type { Composing } from './useComposing.ts';

/** 700 px: the ways to write, what belongs to one, and what is done with a named message. */
const narrowPixels = 700;
/** 450 px: of the same, the ways to write as words, and the rest as signs. */
const tightPixels = 450;

const modes: readonly {
  readonly value: ComposerMode;
  readonly label: string;
  readonly icon: ReactNode;
  readonly command: string;
}[] = [
  { value: 'text', label: 'Text', icon: icon(Type), command: 'composer.text' },
  { value: 'json', label: 'JSON', icon: icon(Braces), command: 'composer.json' },
  { value: 'hex', label: 'Hex', icon: icon(Hash), command: 'composer.hex' },
  { value: 'base64', label: 'Base64', icon: icon(Binary), command: 'composer.base64' },
  { value: 'file', label: 'File', icon: icon(File), command: 'composer.file' },
];

function icon(Icon: LucideIcon): ReactNode {
  return <Icon size={16} aria-hidden />;
}

interface ComposerBarProps extends ComposerProps {
  readonly composing: Composing;
}

/**
 * How the message is written, and which one it is, on one line in any width: what belongs to a way to write is in a popover where there is
 * little, and the ways themselves are signs where there is less.
 */
export function ComposerBar({ composing, draft, naming }: ComposerBarProps): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(bar, narrowPixels) ?? false;
  const isTight = useIsNarrow(bar, tightPixels) ?? false;
  const { facts, change } = composing;
  const mode = modeOf(draft);
  const choices = { draft, onDraft: change };
  const escapes = mode === 'text' && (
    <EscapesSwitch checked={draft.escapes} onChecked={composing.chooseEscapes} />
  );
  const json = mode === 'json' && <JsonActions {...choices} isReady={facts.isJson} />;
  const isText = facts.path === null && isWrittenAsText(draft);
  return (
    <div ref={bar} className="composer-bar">
      <Segmented
        label="Write as"
        value={mode}
        options={modes}
        areSigns={isTight}
        onValue={composing.chooseMode}
      />
      {!isNarrow && escapes}
      {!isTight && json}
      {isText && isNarrow && (
        <TextOptions {...choices}>
          {escapes}
          {isTight && json && <div className="text-options-actions">{json}</div>}
        </TextOptions>
      )}
      {isText && !isNarrow && <TextChoice {...choices} />}
      {naming}
    </div>
  );
}
