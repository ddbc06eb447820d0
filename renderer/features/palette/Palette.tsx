import { Command as List } from 'cmdk';
import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { Command } from '../../commands/command.ts';
import type { RecentCommands } from '../../state/window/recentCommands.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Modal } from '../../ui/Modal.tsx';
import { useCloseBefore } from '../../ui/useCloseBefore.ts';
import { findCommands } from './findCommands.ts';
import './palette.css';

/** 200: nobody reads on, and each takes a moment to be drawn. */
const mostShown = 200;

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly recent: RecentCommands;
  readonly onClose: () => void;
}

/** Every action of the workbench, with its key. */
export function Palette({ commands, recent, onClose }: PaletteProps): ReactNode {
  const [search, setSearch] = useState('');
  const [before] = useState(() => recent.read());
  const found = useMemo(() => findCommands(commands, search, before), [commands, search, before]);
  const { closeBefore, returnsFocus } = useCloseBefore(onClose);
  const groups = Map.groupBy(found.slice(0, mostShown), (command) => command.group);
  const run = ({ id, run: act }: Command): void => {
    recent.ran(id);
    closeBefore(act);
  };
  return (
    <Modal label="Commands" className="palette" onClose={onClose} returnsFocus={returnsFocus}>
      <List label="Commands" loop shouldFilter={false}>
        <List.Input
          className="palette-input"
          placeholder="Search or run a command"
          value={search}
          onValueChange={setSearch}
        />
        <List.List className="palette-list" label="Commands">
          <List.Empty className="palette-nothing">No results.</List.Empty>
          {[...groups].map(([group, members]) => (
            <List.Group key={group} heading={group}>
              {members.map((command) => (
                <List.Item
                  key={command.id}
                  value={command.id}
                  className="palette-item"
                  onSelect={() => run(command)}
                >
                  <CommandText command={command} />
                </List.Item>
              ))}
            </List.Group>
          ))}
        </List.List>
        {found.length > mostShown && (
          <p className="palette-more">{`${formatCount(found.length - mostShown)} more. Type to find them.`}</p>
        )}
      </List>
    </Modal>
  );
}

function CommandText({ command }: { readonly command: Command }): ReactNode {
  const { title, detail, keys } = command;
  return (
    <>
      <span className="palette-title">
        <VisibleText text={title} />
      </span>
      {detail !== undefined && (
        <span className="palette-detail">
          <VisibleText text={detail} />
        </span>
      )}
      {keys !== undefined && <kbd>{formatKeys(keys)}</kbd>}
    </>
  );
}
