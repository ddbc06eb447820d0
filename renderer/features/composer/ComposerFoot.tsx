import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { visibleSentence } from '../../../shared/bytes/visibleText.ts';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentName } from '../../ui/EnvironmentName.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import type { ComposerProps } from './composerProps.ts';
import { DestinationChoice } from './DestinationChoice.tsx';
import { PreviewButton } from './PreviewButton.tsx';
import { sendKeys, type Composing } from './useComposing.ts';

interface ComposerFootProps extends ComposerProps {
  readonly composing: Composing;
  /** Of the element that says why nothing can be sent. */
  readonly reasonId: string;
}

/** What is to be said of the message, where it goes, and what sends it. It is the same for all ways to write, so that Send stays in its place. */
export function ComposerFoot({ composing, reasonId, ...props }: ComposerFootProps): ReactNode {
  const { facts, notice, reason } = composing;
  const found = [notice, (facts.problem ?? facts.warning)?.message].filter(Boolean).join(' ');
  const isHintInField = facts.path === null && props.draft.text === '';
  const said = found === '' && !isHintInField ? facts.hint : found;
  return (
    <div className="composer-foot">
      <output className={classOfSaid(composing)} title={visibleSentence(said ?? '')}>
        <Sentence text={said ?? ''} />
      </output>
      <span
        id={reasonId}
        className="composer-reason"
        title={reason === null ? undefined : visibleSentence(reason)}
      >
        {reason !== null && <Sentence text={reason} />}
      </span>
      <EnvironmentName environment={props.environment} />
      <div className="composer-sending">
        <ByteCount facts={facts} />
        <PreviewButton keys={props.previewKeys} isFile={facts.path !== null} onPreview={props.onPreview} />
        <DestinationChoice {...props} onKind={composing.chooseKind} />
        {props.besideSend}
        <SendButton composing={composing} reasonId={reasonId} />
      </div>
    </div>
  );
}

function SendButton({ composing, reasonId }: Pick<ComposerFootProps, 'composing' | 'reasonId'>): ReactNode {
  const { facts, sending, reason, sendButton, send } = composing;
  return (
    <Button
      ref={sendButton}
      tone="primary"
      className="composer-send"
      data-command="composer.send"
      disabled={!facts.isSendable || reason !== null}
      aria-describedby={reason === null ? undefined : reasonId}
      aria-busy={sending.underWay > 0}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      // A click leaves the focus in the message, where one writes on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={send}
    >
      {sending.isLong ? describeSending(sending.underWay) : 'Send'}
      <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
    </Button>
  );
}

function classOfSaid({ facts: { problem, warning }, notice }: Composing): string {
  if (problem) return 'composer-said composer-problem';
  if (warning) return 'composer-said composer-warning';
  return notice === null ? 'composer-said composer-hint' : 'composer-said';
}

function describeSending(underWay: number): string {
  return underWay > 1 ? `Sending ${formatCount(underWay)}…` : 'Sending…';
}

function ByteCount({ facts: { size, template, problem } }: Pick<Composing, 'facts'>): ReactNode {
  if (size === null && template !== null && problem === null)
    return (
      <span className="composer-count unit" title="Its variables decide its length when it is sent">
        length varies
      </span>
    );
  return (
    <span className="composer-count mono">
      {size === null ? '–' : formatCount(size)} <span className="unit">{plural(size ?? 0, 'byte')}</span>
    </span>
  );
}
