import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { MessageEditor } from '../../editor/MessageEditor.tsx';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentName } from '../../ui/EnvironmentName.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { ComposerProps } from './composerProps.ts';
import { DestinationChoice } from './DestinationChoice.tsx';
import { isWrittenAsText } from './draft.ts';
import { modeOf, withPath, type ComposerMode } from './fileDraft.ts';
import { FileField } from './FileField.tsx';
import { FileProgress } from './FileProgress.tsx';
import { JsonActions, TextChoice } from './TextControls.tsx';
import { PreviewButton } from './PreviewButton.tsx';
import { Refusal } from './Refusal.tsx';
import { sendKeys, useComposing } from './useComposing.ts';
import './composer.css';

export { initialDraft, messageOfDraft, readDraft } from './draft.ts';

const modes: readonly { readonly value: ComposerMode; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
  { value: 'hex', label: 'Hex' },
  { value: 'base64', label: 'Base64' },
  { value: 'file', label: 'File' },
];

type Composing = ReturnType<typeof useComposing>;

/** Where people write a message, as text or bytes, and send it. */
export function Composer(props: ComposerProps): ReactNode {
  const { draft, destination, sendingFile } = props;
  const composing = useComposing(props);
  const { facts, sending, notice, reason, change } = composing;
  const reasonId = useId();
  const section = useRef<HTMLElement>(null);
  useFieldFocus(section, facts.path !== null);
  const progress = sendingFile !== null && (
    <FileProgress sending={sendingFile} endpoint={destination.kind} onCancel={props.onCancelFile} />
  );
  const shown = facts.problem ?? facts.warning;
  const said = [notice, shown?.message].filter(Boolean).join(' ');
  return (
    <section ref={section} className="composer" aria-label="Composer" onKeyDownCapture={composing.pressed}>
      <ComposerBar {...props} composing={composing} reasonId={reasonId} />
      {facts.path === null ? (
        <>
          {progress}
          <MessageEditor
            label="Message"
            text={draft.text}
            onText={(written) => change({ ...draft, text: written })}
            onKey={props.takesKey}
            mark={shown?.place ?? null}
            description={shown?.message ?? facts.hint}
            language={draft.mode === 'json' ? 'json' : 'plaintext'}
            invalid={facts.problem !== null}
          />
        </>
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
      {sending.failure !== null && <Refusal failure={sending.failure} onAllow={composing.allow} />}
      <div className="composer-line">
        <output className={classOfLine(facts)}>{said === '' ? facts.hint : said}</output>
        <span id={reasonId} className="composer-reason">
          {reason}
        </span>
      </div>
    </section>
  );
}

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

interface ComposerBarProps extends ComposerProps {
  readonly composing: Composing;
  /** Of the element that says why nothing can be sent. */
  readonly reasonId: string;
}

/** How it is written, where it goes, and what sends it. */
function ComposerBar({ composing, reasonId, ...props }: ComposerBarProps): ReactNode {
  const { draft, environment } = props;
  const { facts, change } = composing;
  const mode = modeOf(draft);
  return (
    <div className="composer-bar">
      <Segmented label="Write as" value={mode} options={modes} onValue={composing.chooseMode} />
      {mode === 'text' && (
        <Switch label="Escapes" checked={draft.escapes} onChecked={composing.chooseEscapes} />
      )}
      {mode === 'json' && <JsonActions draft={draft} onDraft={change} isReady={facts.isJson} />}
      {facts.path === null && isWrittenAsText(draft) && <TextChoice draft={draft} onDraft={change} />}
      <div className="composer-sending">
        <EnvironmentName environment={environment} />
        <ByteCount count={facts.size} />
        {facts.path === null && <PreviewButton keys={props.previewKeys} onPreview={props.onPreview} />}
        <DestinationChoice {...props} onKind={composing.chooseKind} />
        {props.besideSend}
        <SendButton composing={composing} reasonId={reasonId} />
      </div>
    </div>
  );
}

function SendButton({ composing, reasonId }: Pick<ComposerBarProps, 'composing' | 'reasonId'>): ReactNode {
  const { facts, sending, reason, sendButton, send } = composing;
  return (
    <Button
      ref={sendButton}
      tone="primary"
      className="composer-send"
      disabled={!facts.isSendable || reason !== null}
      aria-describedby={reason === null ? undefined : reasonId}
      aria-busy={sending.underWay > 0}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={send}
    >
      {sending.isLong ? describeSending(sending.underWay) : 'Send'}
      <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
    </Button>
  );
}

function classOfLine({ problem, warning }: Composing['facts']): string {
  if (problem) return 'composer-problem';
  return warning ? 'composer-warning' : 'composer-hint';
}

function describeSending(underWay: number): string {
  return underWay > 1 ? `Sending ${formatCount(underWay)}…` : 'Sending…';
}

function ByteCount({ count }: { readonly count: number | null }): ReactNode {
  return (
    <span className="composer-count mono">
      {count === null ? '–' : formatCount(count)} <span className="unit">{plural(count ?? 0, 'byte')}</span>
    </span>
  );
}
