import type { ReactNode } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { Keys } from '../../ui/keys.ts';
import type { Draft } from './draft.ts';
import type { FilesToSend } from './FileField.tsx';

export interface ComposerProps {
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
  /** Which message it is that is written, and what becomes of its changes; beside the ways to write it where there is room. */
  readonly naming?: ReactNode;
  /** How a message that is sent repeatedly gets on, between the message and what sends it. */
  readonly progress?: ReactNode;
  /** Further buttons, beside Send. */
  readonly besideSend?: ReactNode;
  /** The active environment, shown where one sends; null for none. */
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
  /** Shows what would be sent now, and the keys that do it. */
  readonly onPreview: () => void;
  readonly previewKeys: Keys;
}
