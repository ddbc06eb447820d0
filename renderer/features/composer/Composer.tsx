import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { MessageEditor } from '../../editor/MessageEditor.tsx';
import { useWantedHeight } from '../../ui/paneHeight.ts';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import type { ComposerProps } from './composerProps.ts';
import { ComposerBar } from './ComposerBar.tsx';
import { ComposerFoot } from './ComposerFoot.tsx';
import { withPath } from './fileDraft.ts';
import { FileField } from './FileField.tsx';
import { FileProgress } from './FileProgress.tsx';
import { pastedHex } from './pastedHex.ts';
import { Refusal } from './Refusal.tsx';
import { useComposing } from './useComposing.ts';
import './composer.css';

export { initialDraft, messageOfDraft, readDraft } from './draft.ts';

/** Where people write a message, as text or bytes, and send it. */
export function Composer(props: ComposerProps): ReactNode {
  const region = useRegionName('Composer');
  const { draft, destination, sendingFile } = props;
  const composing = useComposing(props);
  const { facts, sending, change } = composing;
  const reasonId = useId();
  const section = useRef<HTMLElement>(null);
  useFieldFocus(section, facts.path !== null);
  useWantedHeight(section);
  const progress = sendingFile !== null && (
    <FileProgress sending={sendingFile} endpoint={destination.kind} onCancel={props.onCancelFile} />
  );
  const shown = facts.problem ?? facts.warning;
  return (
    <section ref={section} className="composer" aria-label={region} onKeyDownCapture={composing.pressed}>
      <ComposerBar {...props} composing={composing} />
      {facts.path === null && progress}
      <div className="composer-body" data-flexible>
        {facts.path === null ? (
          <MessageEditor
            label="Message"
            text={draft.text}
            onText={(written) => change({ ...draft, text: written })}
            onKey={props.takesKey}
            onPaste={draft.mode === 'hex' ? pastedHex : asItIs}
            mark={shown?.place ?? null}
            description={shown?.message ?? facts.hint}
            placeholder={facts.hint}
            language={draft.mode === 'json' ? 'json' : 'plaintext'}
            invalid={facts.problem !== null}
            onFailure={composing.tell}
          />
        ) : (
          <FileField
            path={facts.path}
            files={props.files}
            isProblem={shown !== null}
            takesKey={props.takesKey}
            onPath={(next) => change(withPath(draft, next))}
          >
            {progress}
          </FileField>
        )}
      </div>
      {sending.failure !== null && <Refusal failure={sending.failure} onAllow={composing.allow} />}
      {props.progress}
      <ComposerFoot {...props} composing={composing} reasonId={reasonId} />
    </section>
  );
}

const asItIs = (): null => null;

/** Keeps the focus in the field when a key brings back a file in place of a text, or a text in place of a file. */
function useFieldFocus(section: RefObject<HTMLElement | null>, isFile: boolean): void {
  const wasFile = useRef(isFile);
  useLayoutEffect(() => {
    const isChanged = wasFile.current !== isFile;
    wasFile.current = isFile;
    if (!isChanged || document.activeElement !== document.body) return;
    section.current?.querySelector<HTMLElement>('.file-field input, .message-editor textarea')?.focus();
  }, [section, isFile]);
}
