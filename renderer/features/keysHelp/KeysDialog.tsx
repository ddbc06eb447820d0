import { useState, type ReactNode } from 'react';
import { findKeys, type KeyGroup } from '../../state/window/keyGroups.ts';
import { Button } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Modal } from '../../ui/Modal.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './keysHelp.css';

interface KeysDialogProps {
  readonly groups: readonly KeyGroup[];
  /** Shows the documentation. */
  readonly onDocs: () => void;
  readonly onClose: () => void;
}

/** Every key of the window, and what it does; those of where the person is come first. */
export function KeysDialog({ groups, onDocs, onClose }: KeysDialogProps): ReactNode {
  const [search, setSearch] = useState('');
  const found = findKeys(groups, search, (keys) => formatKeys(keys));
  return (
    <Modal label="Keys" className="dialog keys-help" onClose={onClose}>
      <h2 className="dialog-title">Keys</h2>
      <TextField
        label="Search keys"
        labelHidden
        type="search"
        placeholder="Search by key or by what it does"
        value={search}
        onText={setSearch}
      />
      {/* It is read by scrolling, which the keyboard does once it has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="keys-list dialog-scroll" tabIndex={0} role="group" aria-label="Keys by place">
        {found.length === 0 && <p className="keys-nothing">No results.</p>}
        {found.map(({ name, lines }) => (
          <section key={name} aria-label={name} className="keys-group">
            <h3 className="keys-heading">{name}</h3>
            <dl>
              {lines.map(({ keys, does }) => (
                <div key={`${keys.join()} ${does}`} className="keys-line">
                  <dt>
                    <VisibleText text={does} />
                  </dt>
                  <dd>
                    {keys.map((each) => (
                      <kbd key={each}>{formatKeys(each)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <Button tone="quiet" onClick={onDocs}>
          Documentation
        </Button>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
