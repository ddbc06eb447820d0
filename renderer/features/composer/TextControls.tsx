import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { EncodingSelect } from '../../ui/EncodingSelect.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TerminatorSelect } from '../../ui/TerminatorSelect.tsx';
import { rewriteJson, type Draft } from './draft.ts';

/** As in editors. */
export const formatKeysOfJson = 'Alt+Shift+F';

export interface DraftProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** Both wait until the text is JSON; what is wrong is said below it. */
export function JsonActions({
  draft,
  onDraft,
  isReady,
}: DraftProps & { readonly isReady: boolean }): ReactNode {
  const rewrite = (how: 'format' | 'minify'): void => {
    const rewritten = rewriteJson(draft, how);
    if (rewritten) onDraft(rewritten);
  };
  return (
    <>
      <Button
        tone="quiet"
        disabled={!isReady}
        data-command="composer.format"
        keys={formatKeysOfJson}
        onClick={() => rewrite('format')}
      >
        Format
      </Button>
      <Button
        tone="quiet"
        disabled={!isReady}
        data-command="composer.minify"
        onClick={() => rewrite('minify')}
      >
        Minify
      </Button>
    </>
  );
}

export function EscapesSwitch(props: Pick<Parameters<typeof Switch>[0], 'checked' | 'onChecked'>): ReactNode {
  return <Switch label="Escapes" {...props} />;
}

/** A WebSocket text message is UTF-8, so there is no choice. */
export function hasEncoding({ kind, encoding }: Draft): boolean {
  return kind !== 'text' || encoding !== 'utf-8';
}

/** How characters become bytes, and what follows them. */
export function TextChoice({ draft, onDraft }: DraftProps): ReactNode {
  const { encoding, terminator } = draft;
  return (
    <>
      {hasEncoding(draft) && (
        <EncodingSelect
          label="Encoding"
          value={encoding}
          onValue={(next) => onDraft({ ...draft, encoding: next })}
        />
      )}
      <TerminatorSelect
        label="Terminator"
        value={terminator}
        onValue={(next) => onDraft({ ...draft, terminator: next })}
      />
    </>
  );
}
