import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Endpoint } from '../../../../shared/model/connection.ts';
import { isWebSocket } from '../../../../shared/model/endpointKinds.ts';
import type { OpeningMessage } from '../../../../shared/model/sending.ts';
import { plainTextOptions } from '../../../../shared/model/textOptions.ts';
import { usualKindOf } from '../../../../shared/model/writtenMessage.ts';
import { problemOfOpeningMessage } from '../../../state/workspace/openingMessages.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { EncodingSelect } from '../../../ui/EncodingSelect.tsx';
import { Select, type SelectOption } from '../../../ui/Select.tsx';
import { TerminatorSelect } from '../../../ui/TerminatorSelect.tsx';
import { TemplateInput } from '../../../ui/template/TemplateInput.tsx';
import { OptionRow } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { useListDraft } from './useListDraft.ts';

/** The messages that are sent, in this order, whenever the connection opens. */
export function MessagesOption(): ReactNode {
  const { endpoint } = useOptions();
  return 'onOpen' in endpoint ? <MessagesEditor messages={endpoint.onOpen} /> : null;
}

function MessagesEditor({ messages }: { messages: readonly OpeningMessage[] }): ReactNode {
  const { endpoint, change } = useOptions();
  const { rows, add, write, remove, move } = useListDraft<OpeningMessage>(messages, (items) => {
    const changed = change({ onOpen: items });
    return changed.ok ? messagesOf(changed.value) : null;
  });
  const problems = rows.map(({ item }) => problemOfOpeningMessage(endpoint, item));
  const first = problems.findIndex((problem) => problem !== null);
  const isTyped = isWebSocket(endpoint.kind);
  return (
    <OptionRow
      path="onOpen"
      label="Messages"
      hint={rows.length === 0 ? 'Sent in order on each connection.' : undefined}
      problem={first < 0 ? null : `Message ${first + 1}: ${problems[first]}`}
    >
      <div className="option-stack">
        {rows.map(({ key, item }, index) => (
          <MessageRow
            key={key}
            message={item}
            place={index + 1}
            isTyped={isTyped}
            isInvalid={problems[index] !== null}
            onMessage={(message) => write(key, message)}
            onRemove={() => remove(key)}
            onMove={{
              up: index === 0 ? null : () => move(key, -1),
              down: index === rows.length - 1 ? null : () => move(key, 1),
            }}
          />
        ))}
        <Button
          tone="quiet"
          className="option-add"
          icon={<Plus size={14} aria-hidden />}
          onClick={() =>
            add({ kind: usualKindOf(endpoint.kind, 'text'), format: 'text', ...plainTextOptions, text: '' })
          }
        >
          Add a message
        </Button>
      </div>
    </OptionRow>
  );
}

const formats: readonly SelectOption<OpeningMessage['format']>[] = [
  { value: 'text', label: 'Text' },
  { value: 'hex', label: 'Hex' },
  { value: 'base64', label: 'Base64' },
];
const kinds: readonly SelectOption<OpeningMessage['kind']>[] = [
  { value: 'text', label: 'Text message' },
  { value: 'binary', label: 'Binary message' },
  { value: 'ping', label: 'Ping' },
  { value: 'pong', label: 'Pong' },
];

interface MessageRowProps {
  readonly message: OpeningMessage;
  /** Counted from 1, for screen readers. */
  readonly place: number;
  /** Whether messages have a type. */
  readonly isTyped: boolean;
  readonly isInvalid: boolean;
  readonly onMessage: (message: OpeningMessage) => void;
  readonly onRemove: () => void;
  /** Null at the ends of the list. */
  readonly onMove: { readonly up: (() => void) | null; readonly down: (() => void) | null };
}

function MessageRow(props: MessageRowProps): ReactNode {
  const { message, place, isInvalid, onMessage } = props;
  return (
    <div className="option-message">
      <MessageHead {...props} />
      <TemplateInput
        className="option-text mono"
        aria-label={`Message ${place}`}
        aria-invalid={isInvalid || undefined}
        rows={2}
        placeholder={message.format === 'text' ? 'PING\\r\\n' : undefined}
        // A click on Add created the row, so the person types its text next.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={message.text === ''}
        value={message.text}
        onText={(text) => onMessage({ ...message, text })}
      />
      {message.format === 'text' && <MessageText {...props} />}
    </div>
  );
}

function MessageHead({ message, place, isTyped, onMessage, onRemove, onMove }: MessageRowProps): ReactNode {
  return (
    <div className="option-buttons">
      <Select
        label={`Message ${place} is written as`}
        value={message.format}
        options={formats}
        onValue={(format) => onMessage({ ...message, format })}
      />
      {isTyped && (
        <Select
          label={`Message ${place} is sent as`}
          value={message.kind}
          options={kinds}
          onValue={(kind) => onMessage({ ...message, kind })}
        />
      )}
      <span className="option-space" />
      <IconButton
        label={`Move message ${place} up`}
        icon={<ArrowUp size={14} aria-hidden />}
        disabled={onMove.up === null}
        onClick={() => onMove.up?.()}
      />
      <IconButton
        label={`Move message ${place} down`}
        icon={<ArrowDown size={14} aria-hidden />}
        disabled={onMove.down === null}
        onClick={() => onMove.down?.()}
      />
      <IconButton label={`Remove message ${place}`} icon={<X size={14} aria-hidden />} onClick={onRemove} />
    </div>
  );
}

/** How the characters of a message become bytes, and what follows them. A WebSocket text message is UTF-8, so there is no choice. */
function MessageText({ message, place, onMessage }: MessageRowProps): ReactNode {
  return (
    <div className="option-buttons">
      {(message.kind !== 'text' || message.encoding !== 'utf-8') && (
        <EncodingSelect
          label={`Encoding of message ${place}`}
          value={message.encoding}
          onValue={(encoding) => onMessage({ ...message, encoding })}
        />
      )}
      <TerminatorSelect
        label={`Terminator of message ${place}`}
        value={message.terminator}
        onValue={(terminator) => onMessage({ ...message, terminator })}
      />
    </div>
  );
}

function messagesOf(endpoint: Endpoint): readonly OpeningMessage[] | null {
  return 'onOpen' in endpoint ? endpoint.onOpen : null;
}
