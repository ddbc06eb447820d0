import { Command as List } from 'cmdk';
import { useMemo, useState, type ReactNode } from 'react';
import type { Command } from '../../commands/command.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Modal } from '../../ui/Modal.tsx';
import { useCloseBefore } from '../../ui/useCloseBefore.ts';
import { findCommands } from './findCommands.ts';
import './palette.css';

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** Every action of the workbench, with its key. */
export function Palette({ commands, onClose }: PaletteProps): ReactNode {
  const [search, setSearch] = useState('');
  const found = useMemo(() => findCommands(commands, search), [commands, search]);
  const { closeBefore, returnsFocus } = useCloseBefore(onClose);
  const groups = Map.groupBy(found, (command) => command.group);
  return (
    <Modal label="Commands" className="palette" onClose={onClose} returnsFocus={returnsFocus}>
      <List label="Commands" loop shouldFilter={false}>
        <List.Input
          className="palette-input"
          placeholder="Search or run a command"
          value={search}
          onValueChange={setSearch}
        />
        <List.List className="palette-list">
          <List.Empty className="palette-nothing">No command matches.</List.Empty>
          {[...groups].map(([group, members]) => (
            <List.Group key={group} heading={group}>
              {members.map((command) => (
                <List.Item
                  key={command.id}
                  value={command.id}
                  className="palette-item"
                  onSelect={() => closeBefore(command.run)}
                >
                  <span className="palette-title">
                    <VisibleText text={command.title} />
                  </span>
                  {command.keys !== undefined && <kbd>{formatKeys(command.keys)}</kbd>}
                </List.Item>
              ))}
            </List.Group>
          ))}
        </List.List>
      </List>
    </Modal>
  );
}
