import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { matchesKeys } from '../../ui/keys.ts';
import type { ComposerProps } from './composerProps.ts';
import { rewriteJson, switchEscapes, switchKind, type Draft } from './draft.ts';
import { chooseMode, modeOf, type ComposerMode } from './fileDraft.ts';
import { formatKeysOfJson } from './TextControls.tsx';
import { useDraftFacts, type DraftFacts } from './useDraftFacts.ts';
import { useSending } from './useSending.ts';

export const sendKeys = 'Mod+Enter';

/** A draft, what became of it, and what a person does with it. */
export interface Composing {
  readonly facts: DraftFacts;
  readonly sending: ReturnType<typeof useSending>;
  /** What the last choice or press of Send led to, if that needs a sentence. */
  readonly notice: string | null;
  /** Why nothing can be sent now, and what to do. */
  readonly reason: string | null;
  readonly sendButton: RefObject<HTMLButtonElement | null>;
  readonly change: (next: Draft, notice?: string | null) => void;
  readonly send: () => void;
  /** Says why something failed, at the message. */
  readonly tell: (failure: unknown) => void;
  readonly allow: (name: string) => Promise<void>;
  /** Takes the keys of the composer before its editor does. */
  readonly pressed: (event: KeyboardEvent<HTMLElement>) => void;
  readonly chooseMode: (mode: ComposerMode) => void;
  readonly chooseKind: (kind: SendKind) => void;
  readonly chooseEscapes: (escapes: boolean) => void;
}

export function useComposing(props: ComposerProps): Composing {
  const { draft, onDraftChange, disabledReason, sendingFile } = props;
  const [notice, setNotice] = useState<string | null>(null);
  const sendButton = useRef<HTMLButtonElement>(null);
  const sending = useSending();
  const { forgetFailure } = sending;
  useEffect(forgetFailure, [draft, forgetFailure]);
  const facts = useDraftFacts(props, sending.failure);
  // One file at a time; a text can follow it.
  const isWaiting = facts.path !== null && sendingFile !== null;
  const reason =
    disabledReason ??
    (isWaiting ? 'A file is on its way. Wait for its end, or cancel it.' : null) ??
    facts.empty;
  const change = (next: Draft, nextNotice: string | null = null): void => {
    setNotice(nextNotice);
    onDraftChange(next);
  };
  const send = (): void => {
    if (!facts.isSendable || reason !== null) return;
    setNotice(null);
    const act = sendingOf(props, facts);
    if (act) sending.send(act);
  };
  const tell = useCallback((failure: unknown) => setNotice(messageOf(failure)), []);
  const allow = async (name: string): Promise<void> => {
    await props.onAllow(name);
    forgetFailure();
    setNotice(`${visibleLine(name)} may be used in this workspace now. Send the message again.`);
    sendButton.current?.focus();
  };
  return {
    ...{ facts, sending, notice, reason, sendButton, change, send, tell, allow },
    pressed: (event) => press(event, draft, change, send),
    chooseMode: (mode) => {
      const changed = chooseMode(draft, mode);
      change(changed.draft, changed.notice);
    },
    chooseKind: (kind) => {
      const changed = switchKind(draft, kind);
      change(changed.draft, changed.notice);
    },
    chooseEscapes: (escapes) => {
      const changed = switchEscapes(draft, escapes);
      if (changed.ok) change(changed.value);
      else setNotice(changed.problem);
    },
  };
}

/** What sends the draft; null where there is nothing to send. */
function sendingOf(
  { draft, onSend, onSendTemplate, onSendFile }: ComposerProps,
  { path, bytes, template, empty }: DraftFacts,
): (() => Promise<void>) | null {
  // Whether variables stand for anything is known only when they are resolved.
  if (path === null && template !== null) return () => onSendTemplate(template);
  if (empty !== null) return null;
  if (path !== null) return () => onSendFile(draft.kind, path);
  return bytes === null ? null : () => onSend(draft.kind, bytes);
}

function press(
  event: KeyboardEvent<HTMLElement>,
  draft: Draft,
  change: Composing['change'],
  send: () => void,
): void {
  // Keys of a popup that is opened from here pass by, too.
  if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
  if (modeOf(draft) === 'json' && matchesKeys(event.nativeEvent, formatKeysOfJson)) {
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
}
