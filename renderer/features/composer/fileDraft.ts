import { isDatagram, isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { fileProblem, type Destination } from '../../../shared/model/messageProblem.ts';
import { usualChoice } from '../../../shared/model/writtenMessage.ts';
import { initialDraft, switchMode, type Draft, type DraftChange, type DraftMode } from './draft.ts';

/** What a person chooses to write: a text in one of its modes, or a file. */
export type ComposerMode = DraftMode | 'file';

export function modeOf({ mode, file }: Draft): ComposerMode {
  return file?.isChosen ? 'file' : mode;
}

/** The path of the file that is sent in place of the text; null where the text is sent. */
export function pathOf({ file }: Draft): string | null {
  return file?.isChosen ? file.path : null;
}

export function withPath(draft: Draft, path: string): Draft {
  return { ...draft, file: { path, isChosen: true } };
}

/** A draft that sends the file at a path. */
export function draftOfFile(endpoint: EndpointKind, path: string): Draft {
  return withPath(chooseMode(initialDraft(endpoint), 'file').draft, path);
}

/** The text is kept beside the file, and the file beside the text, so that nothing is lost by looking. */
export function chooseMode(draft: Draft, mode: ComposerMode): DraftChange {
  const path = draft.file?.path ?? '';
  if (mode === 'file') {
    const kind = draft.kind === 'text' ? 'binary' : draft.kind;
    return { draft: { ...withPath(draft, path), kind }, notice: null };
  }
  if (pathOf(draft) === null) return switchMode(draft, mode);
  const isUsual =
    draft.kind === 'binary' &&
    usualChoice(draft.mode === 'json' ? 'plain' : draft.mode, draft.encoding) === 'text';
  const text: Draft = { ...draft, kind: isUsual ? 'text' : draft.kind, file: { path, isChosen: false } };
  return switchMode(text, mode);
}

/** Why a file of this size cannot be sent as the draft says; null when it can, as far as is known. */
export function problemOfFile(draft: Draft, size: number, destination: Destination): string | null {
  return fileProblem({ name: pathOf(draft) ?? '', size, kind: draft.kind }, destination);
}

/** How a file is sent, and what cancelling it means, in one line. */
export function hintOfFile(kind: EndpointKind): string {
  if (isDatagram(kind)) return 'Sent as one datagram.';
  return isWebSocket(kind)
    ? 'Sent as one message, in fragments of 256 KiB. It cannot be ended halfway, so cancelling it closes the connection.'
    : 'Sent as it is, 256 KiB at a time. Bytes already sent stay sent if you cancel.';
}
