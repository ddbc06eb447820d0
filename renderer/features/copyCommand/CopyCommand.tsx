import { useMemo, useState, type ReactNode } from 'react';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import { formatCommand, type Shell } from '../../../shared/command/shellText.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { visibleLines } from '../../../shared/bytes/visibleText.ts';
import { endpointForCommands } from '../../state/workspace/commandEndpoint.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Modal } from '../../ui/Modal.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import './copyCommand.css';

interface CopyCommandProps {
  readonly endpoint: Endpoint;
  /** What variables stand for, and where the command line finds it. */
  readonly scope: Scope;
  readonly workspace: string;
  /** The name of the chosen environment; null for the base alone. */
  readonly environment: string | null;
  /** The shells of the person's system, the usual one first. */
  readonly shells: readonly [Shell, ...Shell[]];
  readonly onClose: () => void;
}

const shellNames: Readonly<Record<Shell, string>> = {
  posix: 'sh',
  powershell: 'PowerShell',
  cmd: 'Command Prompt',
};

/** The connection as commands of other programs, for copying into a terminal. */
export function CopyCommand(props: CopyCommandProps): ReactNode {
  const { endpoint, scope, workspace, environment, shells, onClose } = props;
  const resolved = useMemo(() => endpointForCommands(endpoint, scope), [endpoint, scope]);
  const written = resolved.hasTemplates ? { endpoint, workspace, environment } : undefined;
  const commands = commandsFor(resolved.endpoint, written);
  const [shell, setShell] = useState<Shell>(shells[0]);
  return (
    <Modal label="Copy as command" className="dialog copy-command" onClose={onClose}>
      <header className="copy-command-head">
        <h2 className="dialog-title">Copy as command</h2>
        {shells.length > 1 && (
          <Segmented
            label="Shell"
            value={shell}
            options={shells.map((value) => ({ value, label: shellNames[value] }))}
            onValue={setShell}
          />
        )}
      </header>
      {resolved.notes.map((note) => (
        <Notice key={note} tone="plain" text={note} />
      ))}
      {commands.length === 0 && (
        <Notice
          tone="plain"
          text="There is no command to copy: the address or an option has invisible characters, which a terminal could take for something else."
        />
      )}
      <ul className="dialog-scroll">
        {commands.map((command) => {
          const text = formatCommand(command, shell);
          return (
            <li key={command.tool} className="copy-command-item">
              <h3>{command.tool}</h3>
              <CopyButton label={`Copy the command of ${command.tool}`} text={text} />
              <pre className="mono">{visibleLines(text)}</pre>
            </li>
          );
        })}
      </ul>
      <div className="dialog-actions">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
