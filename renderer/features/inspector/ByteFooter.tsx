import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ByteForm } from '../../../shared/bytes/byteForms.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { Toolbar, ToolbarButton } from '../../ui/Toolbar.tsx';

interface ByteFooterProps {
  /** What is selected, or how much there is. */
  readonly where: ReactNode;
  /** What the last action did, a sentence; it takes the place of `where`, so that nothing moves. */
  readonly result: string | null;
  readonly steps?: ReactNode;
  readonly switches?: ReactNode;
  readonly hasSelection: boolean;
  readonly onCompose: (() => void) | undefined;
  readonly onCopy: (form: ByteForm) => void;
  /** Everything that can be done with the bytes. */
  readonly menu: () => readonly MenuItem[];
}

/** What can be done with the bytes above it: with the selected ones, or with all. One line, in which nothing ever moves. */
export function ByteFooter(props: ByteFooterProps): ReactNode {
  const { where, result, steps, switches, hasSelection, onCompose, onCopy, menu } = props;
  return (
    <footer className="inspector-footer">
      <span className="inspector-where">
        {result === null && where}
        <output>{result}</output>
      </span>
      <Toolbar label="Actions for these bytes" className="inspector-tools">
        {steps}
        {switches}
        {onCompose && (
          <ToolbarButton>
            <Button
              tone="quiet"
              data-command="bytes.compose"
              aria-label={hasSelection ? 'Compose from the selected bytes' : 'Compose from this record'}
              title={
                hasSelection
                  ? 'Puts the selected bytes into the composer'
                  : 'Puts the bytes into the composer'
              }
              onClick={onCompose}
            >
              Compose
            </Button>
          </ToolbarButton>
        )}
        <ToolbarButton>
          <Button tone="quiet" data-command="bytes.copyHex" onClick={() => onCopy('hex')}>
            Copy as hex
          </Button>
        </ToolbarButton>
        <ToolbarButton>
          <Button tone="quiet" data-command="bytes.copyText" onClick={() => onCopy('text')}>
            Copy as text
          </Button>
        </ToolbarButton>
        <Menu
          label="Actions for these bytes"
          items={menu()}
          trigger={
            <ToolbarButton>
              <IconButton
                label="More for these bytes"
                data-command="bytes.more"
                icon={<Ellipsis size={16} />}
              />
            </ToolbarButton>
          }
        />
      </Toolbar>
    </footer>
  );
}
