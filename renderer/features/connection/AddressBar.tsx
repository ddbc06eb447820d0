import { useRef, useState, type ReactNode } from 'react';
import { type Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, endpointKinds, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { TextProblem } from '../../../shared/base/result.ts';
import { isCommand } from '../../../shared/command/read/isCommand.ts';
import { readCommand, type ReadCommand } from '../../../shared/command/read/readCommand.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import type { ConnectionId, EnvironmentId } from '../../../shared/model/ids.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import type { ConnectionFields } from '../../state/workspace/connectionEdits.ts';
import { kindForAddress, readAddress, sideOf, withKind } from '../../state/workspace/endpoints.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { Select } from '../../ui/Select.tsx';
import { AddressField } from './AddressField.tsx';
import type { Keys } from '../../ui/keys.ts';
import { OpenButton } from './OpenButton.tsx';
import { OptionsPopover } from './OptionsPopover.tsx';
import './connection.css';

interface AddressBarProps {
  /** What opens and closes it, besides the button. */
  readonly keys: Keys;
  readonly id: ConnectionId;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  /** The engine was asked to open it, and has not answered yet. */
  readonly isOpening: boolean;
  readonly client: WirebenchClient;
  /** What variables stand for, and the active environment. */
  readonly scope: Scope;
  readonly environment: EnvironmentId | null;
  readonly fields: ConnectionFields;
  /** What a connection of a kind begins with. */
  readonly usual: (kind: EndpointKind) => Endpoint;
  readonly onEndpoint: (endpoint: Endpoint) => void;
  /** A command of another program was pasted or typed, which is to become the connection. */
  readonly onCommand: (command: ReadCommand) => void;
  readonly onName: (name: string) => void;
  /** Saves a text as a file for the person. */
  readonly onSaveText: (name: string, text: string) => void;
  /** Returns the text typed before the address field existed. */
  readonly takeTyped: () => string;
  /** The person left the field: the typed text can be saved now. */
  readonly onLeave: () => void;
  readonly onToggle: () => void;
  /** Whether the options are open, and what opens and closes them. */
  readonly options: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void };
  /** Further actions on the connection. */
  readonly menu: readonly MenuItem[];
}

/** Where the connection goes, and the button that opens and closes it. */
export function AddressBar(props: AddressBarProps): ReactNode {
  const { endpoint, session, isOpening, scope, onEndpoint, onCommand, onLeave, onToggle } = props;
  const isLive = isOpening || (session !== undefined && !hasEnded(session.phase));
  const change = useKindChange(endpoint, props.usual, onEndpoint);
  const side = useSide(endpoint.kind);
  const addressInput = useRef<HTMLInputElement>(null);
  const problem = problemOf(endpoint, scope);
  const takeCommand = (text: string): boolean => {
    const command = isCommand(text) ? readCommand(text) : null;
    if (command?.ok !== true) return false;
    onCommand(command.value);
    return true;
  };
  return (
    <div className="address-bar" data-pane="address">
      <Select
        label="Kind"
        className="address-kind"
        value={endpoint.kind}
        disabled={isLive}
        options={endpointKinds.map((kind) => ({ value: kind, label: factsOf(kind).name }))}
        onValue={(kind) => change(kind, endpoint.address)}
        nextFocus={() => withCaretAtEnd(addressInput.current)}
      />
      <AddressField
        input={addressInput}
        text={endpoint.address}
        placeholder={factsOf(endpoint.kind).exampleAddress}
        problem={problem}
        readOnly={isLive}
        onText={(text) => {
          const kind = kindForAddress(text, endpoint.kind, side);
          if (kind === endpoint.kind) onEndpoint({ ...endpoint, address: text });
          else change(kind, text);
        }}
        onPaste={takeCommand}
        takeTyped={props.takeTyped}
        onLeave={onLeave}
        onEnter={() => {
          if (isLive || takeCommand(endpoint.address)) return;
          if (problem === null) onToggle();
        }}
      />
      <OptionsPopover {...props} {...props.options} isLive={isLive} onClose={onLeave} />
      <OpenButton {...props} disabled={!isLive && problem !== null} />
    </div>
  );
}

/** What is typed next goes on where the address ends. */
function withCaretAtEnd(input: HTMLInputElement | null): HTMLInputElement | null {
  input?.setSelectionRange(input.value.length, input.value.length);
  return input;
}

/** The problem with the address; null when it can be opened. */
export function problemOf(endpoint: Endpoint, scope: Scope): TextProblem | null {
  const { address } = endpoint;
  // Of a command, what it says is wrong counts before that it is one.
  const command = isCommand(address) ? readCommand(address) : null;
  const read = command?.ok === false ? command : readAddress(endpoint, scope);
  return read.ok ? null : read.problem;
}

/** Whether it is a client or a server, or was before it became a kind that is neither. */
function useSide(kind: EndpointKind): 'client' | 'server' {
  const [before, setBefore] = useState<'client' | 'server'>('client');
  const side = sideOf(kind, before);
  if (side !== before) setBefore(side);
  return side;
}

/** Changes the kind, and restores the options of a kind used before: a mistyped scheme must not cost ten headers. */
function useKindChange(
  endpoint: Endpoint,
  usual: AddressBarProps['usual'],
  onEndpoint: (endpoint: Endpoint) => void,
): (kind: EndpointKind, address: string) => void {
  const before = useRef(new Map<EndpointKind, Endpoint>());
  return (kind, address) => {
    before.current.set(endpoint.kind, endpoint);
    const remembered = before.current.get(kind);
    const next = withKind({ ...endpoint, address }, kind, usual);
    // A socket path does not translate to a host: after a unix socket, the former address is the better one.
    const found = next.address === '' ? remembered?.address : next.address;
    onEndpoint(remembered ? { ...remembered, address: found ?? '' } : next);
  };
}
