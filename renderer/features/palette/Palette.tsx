import { Command as List } from 'cmdk';
import type { ReactNode } from 'react';
import type { Command } from '../../commands/command.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Modal } from '../../ui/Modal.tsx';
import './palette.css';

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** Every action of the workbench, with its key. */
export function Palette({ commands, onClose }: PaletteProps): ReactNode {
  const groups = Map.groupBy(commands, (command) => command.group);
  return (
    <Modal label="Commands" className="palette" onClose={onClose}>
      <List label="Commands" loop>
        <List.Input className="palette-input" placeholder="Search or run a command" />
        <List.List className="palette-list">
          <List.Empty className="palette-nothing">Nothing matches.</List.Empty>
          {[...groups].map(([group, members]) => (
            <List.Group key={group} heading={group}>
              {members.map((command) => (
                <List.Item
                  key={command.id}
                  value={`${command.title} ${command.words ?? ''} ${command.id}`}
                  className="palette-item"
                  onSelect={() => {
                    onClose();
                    command.run();
                  }}
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
