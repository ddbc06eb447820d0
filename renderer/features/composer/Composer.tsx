import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { MessageEditor } from '../../editor/MessageEditor.tsx';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentDot } from '../../ui/EnvironmentDot.tsx';
import { formatKeys, matchesKeys, type Keys } from '../../ui/keys.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import {
  hintOf,
  isWrittenAsText,
  readDraft,
  rewriteJson,
  switchEscapes,
  switchKind,
  type Draft,
} from './draft.ts';
import { chooseMode, hintOfFile, modeOf, pathOf, withPath, type ComposerMode } from './fileDraft.ts';
import { FileField, type FilesToSend } from './FileField.tsx';
import { FileProgress } from './FileProgress.tsx';
import { JsonActions, formatKeysOfJson, TextChoice } from './TextControls.tsx';
import { PreviewButton } from './PreviewButton.tsx';
import { Refusal } from './Refusal.tsx';
import { useFileReading } from './useFileReading.ts';
import { useJsonCheck } from './useJsonCheck.ts';
import { useSending } from './useSending.ts';
import './composer.css';

export { initialDraft, messageOfDraft, readDraft } from './draft.ts';

interface ComposerProps {
  readonly draft: Draft;
  readonly onDraftChange: (draft: Draft) => void;
  /** Where the message goes, which decides what can be sent. Pass the same object until the destination changes. */
  readonly destination: Destination;
  /** The kinds that the protocol can send; a choice is shown when there are several. */
  readonly kinds: readonly SendKind[];
  /** The peers that a server can send to; null for a client. */
  readonly targets: readonly { readonly value: SendTarget; readonly label: string }[] | null;
  readonly target: SendTarget;
  readonly onTargetChange: (target: SendTarget) => void;
  /** A sentence: why nothing can be sent now, and what to do. */
  readonly disabledReason: string | null;
  /** Rejects with a sentence, which is shown here. */
  readonly onSend: (kind: SendKind, bytes: Uint8Array) => Promise<void>;
  /** The same for a message with variables. */
  readonly onSendTemplate: (message: WrittenMessage) => Promise<void>;
  /** Lets the workspace use a variable of this machine. Rejects with a sentence. */
  readonly onAllow: (name: string) => Promise<void>;
  readonly files: FilesToSend;
  /** The same as `onSend`, for the content of a file. */
  readonly onSendFile: (kind: SendKind, path: string) => Promise<void>;
  /** The file that is on its way; null for none. */
  readonly sendingFile: SessionInfo['sendingFile'];
  readonly onCancelFile: () => void;
  /** What variables stand for. */
  readonly scope: Scope;
  /** Takes a key of the editor before it does, and says whether it has. */
  readonly takesKey?: (event: globalThis.KeyboardEvent) => boolean;
  /** Further buttons, beside Send. */
  readonly besideSend?: ReactNode;
  /** The active environment, shown where one sends; null for none. */
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
  /** Shows what would be sent now, and the keys that do it. */
  readonly onPreview: () => void;
  readonly previewKeys: Keys;
}

const modes: readonly { readonly value: ComposerMode; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
  { value: 'hex', label: 'Hex' },
  { value: 'base64', label: 'Base64' },
  { value: 'file', label: 'File' },
];

const kindLabels: Readonly<Record<SendKind, string>> = {
  data: 'Data',
  text: 'Text message',
  binary: 'Binary message',
  ping: 'Ping',
  pong: 'Pong',
};

const sendKeys = 'Mod+Enter';

/** Where people write a message, as text or bytes, and send it. */
export function Composer(props: ComposerProps): ReactNode {
  const { draft, onDraftChange, destination, disabledReason, scope, onSend, onSendTemplate } = props;
  const { sendingFile, files, onSendFile } = props;
  const mode = modeOf(draft);
  const path = pathOf(draft);
  const sending = useSending();
  const file = useFileReading(draft, destination, files.look, sending.failure);
  const text = useMemo(() => readDraft(draft, destination, scope), [draft, destination, scope]);
  const json = useJsonCheck(draft);
  const { bytes, template } = text;
  const found = file === null ? text.problem : file.problem;
  const warning = file === null ? json.warning : file.warning;
  const isUnreadable = file === null && bytes === null && template === null;
  // An empty draft is not marked as wrong. The sentence appears when somebody presses Send.
  const isEmpty = found?.code === 'empty';
  const problem = isEmpty ? null : found;
  const [notice, setNotice] = useState<string | null>(null);
  const reasonId = useId();
  const sendButton = useRef<HTMLButtonElement>(null);
  const { forgetFailure } = sending;
  useEffect(forgetFailure, [draft, forgetFailure]);

  // One file at a time; a text can follow it.
  const isWaiting = path !== null && sendingFile !== null;
  const reason =
    disabledReason ?? (isWaiting ? 'A file is on its way. Wait for its end, or cancel it.' : null);
  const hint = path === null ? hintOf(draft) : hintOfFile(destination.kind);
  const progress = sendingFile !== null && (
    <FileProgress sending={sendingFile} endpoint={destination.kind} onCancel={props.onCancelFile} />
  );
  const shown = problem ?? warning;
  const said = [notice, shown?.message].filter(Boolean).join(' ');
  const change = (next: Draft, nextNotice: string | null = null): void => {
    setNotice(nextNotice);
    onDraftChange(next);
  };
  const send = (): void => {
    if (isUnreadable || problem !== null || reason !== null) return;
    setNotice(isEmpty ? found.message : null);
    if (path !== null) {
      if (!isEmpty) sending.send(() => onSendFile(draft.kind, path));
    } else if (template !== null) sending.send(() => onSendTemplate(template));
    else if (!isEmpty && bytes !== null) sending.send(() => onSend(draft.kind, bytes));
  };
  const allow = async (name: string): Promise<void> => {
    await props.onAllow(name);
    forgetFailure();
    setNotice(`${visibleLine(name)} may be used in this workspace now. Send the message again.`);
    sendButton.current?.focus();
  };
  const sendByKey = (event: KeyboardEvent<HTMLElement>): void => {
    // Keys of a popup that is opened from here pass by, too.
    if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
    if (mode === 'json' && matchesKeys(event.nativeEvent, formatKeysOfJson)) {
      const laidOut = rewriteJson(draft, 'format');
      event.preventDefault();
      if (laidOut) change(laidOut);
      return;
    }
    if (!matchesKeys(event.nativeEvent, sendKeys)) return;
    // Before the editor sees it: it would insert a line for the same keys.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) send();
  };
  const switchTo = (next: ComposerMode): void => {
    const changed = chooseMode(draft, next);
    change(changed.draft, changed.notice);
  };
  const chooseKind = (kind: SendKind): void => {
    const changed = switchKind(draft, kind);
    change(changed.draft, changed.notice);
  };
  const chooseEscapes = (escapes: boolean): void => {
    const changed = switchEscapes(draft, escapes);
    if (changed.ok) change(changed.value);
    else setNotice(changed.problem);
  };

  return (
    <section className="composer" aria-label="Composer" onKeyDownCapture={sendByKey}>
      <div className="composer-bar">
        <Segmented label="Write as" value={mode} options={modes} onValue={switchTo} />
        {mode === 'text' && <Switch label="Escapes" checked={draft.escapes} onChecked={chooseEscapes} />}
        {mode === 'json' && <JsonActions draft={draft} onDraft={change} isReady={json.isReady} />}
        {path === null && isWrittenAsText(draft) && <TextChoice draft={draft} onDraft={change} />}
        <div className="composer-sending">
          {props.environment !== null && (
            <span className="composer-environment">
              <EnvironmentDot colour={props.environment.colour} />
              <VisibleText text={props.environment.name} />
            </span>
          )}
          <ByteCount count={file === null ? (bytes?.length ?? null) : file.size} />
          {path === null && <PreviewButton keys={props.previewKeys} onPreview={props.onPreview} />}
          <DestinationChoice {...props} onKind={chooseKind} />
          {props.besideSend}
          <Button
            ref={sendButton}
            tone="primary"
            className="composer-send"
            disabled={isUnreadable || problem !== null || reason !== null}
            aria-describedby={reason === null ? undefined : reasonId}
            aria-busy={sending.underWay > 0}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={send}
          >
            {sending.isLong ? describeSending(sending.underWay) : 'Send'}
            <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
          </Button>
        </div>
      </div>
      {path === null && progress}
      {path === null ? (
        <MessageEditor
          label="Message"
          text={draft.text}
          onText={(written) => change({ ...draft, text: written })}
          onKey={props.takesKey}
          mark={shown?.place ?? null}
          description={shown?.message ?? hint}
          language={mode === 'json' ? 'json' : 'plaintext'}
          invalid={problem !== null}
        />
      ) : (
        <FileField
          path={path}
          files={files}
          isProblem={shown !== null}
          onPath={(next) => change(withPath(draft, next))}
        >
          {progress}
        </FileField>
      )}
      {sending.failure !== null && <Refusal failure={sending.failure} onAllow={allow} />}
      <div className="composer-line">
        <output className={problem ? 'composer-problem' : warning ? 'composer-warning' : 'composer-hint'}>
          {said === '' ? hint : said}
        </output>
        <span id={reasonId} className="composer-reason">
          {reason}
        </span>
      </div>
    </section>
  );
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

interface DestinationChoiceProps extends Pick<
  ComposerProps,
  'draft' | 'kinds' | 'targets' | 'target' | 'onTargetChange'
> {
  readonly onKind: (kind: SendKind) => void;
}

/** The kind to send it as, and the peers to send it to, where there is a choice. */
function DestinationChoice(props: DestinationChoiceProps): ReactNode {
  const { draft, targets, target, onTargetChange, onKind } = props;
  // What cannot be sent here is shown, too, so that something else can be chosen.
  const kinds = [...new Set([...props.kinds, draft.kind])];
  return (
    <>
      {kinds.length > 1 && (
        <Select
          label="Send as"
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
          onValue={onKind}
        />
      )}
      {targets !== null && (
        <Select
          label="Send to"
          // Several peers are one choice, identified by their numbers.
          value={String(target)}
          options={targets.map(({ value, label }) => ({ value: String(value), label }))}
          className="composer-target"
          onValue={(chosen) => {
            const next = targets.find(({ value }) => String(value) === chosen);
            if (next) onTargetChange(next.value);
          }}
        />
      )}
    </>
  );
}
