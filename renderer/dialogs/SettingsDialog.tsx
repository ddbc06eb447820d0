import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EndpointKind } from '../../shared/model/endpointKinds.ts';
import { SettingsList } from '../features/settings/SettingsList.tsx';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import { awayRows } from './awayRows.tsx';
import { newConnectionRows } from './newConnectionRows.tsx';
import { updateRows } from './updateRows.tsx';
import { appearanceRows, recordingRows, tableRows } from './settingRows.tsx';

interface SettingsDialogProps {
  readonly parts: WindowParts;
  readonly onClose: () => void;
}

/** What a person can set for all connections. Each change applies at once. */
export function SettingsDialog({ parts, onClose }: SettingsDialogProps): ReactNode {
  const { state, theme } = parts;
  const settings = useStore(state.settings.store);
  const { choice } = useStore(theme.store);
  const layout = useStore(parts.tableLayout);
  const app = useStore(state.app);
  const { from } = useStore(state.updates.store);
  const { storage } = useStore(state.storage.store);
  const [optionsOf, setOptionsOf] = useState<EndpointKind | null>(null);
  const rows = [
    ...appearanceRows(settings, state.settings, choice, theme),
    ...tableRows(layout, parts.tableLayout),
    ...newConnectionRows(settings, state.settings, { kind: optionsOf, choose: setOptionsOf }),
    ...awayRows(settings, parts, app?.host === 'desktop'),
    ...updateRows(settings, state.settings, from),
    ...(storage ? recordingRows(storage, state) : []),
  ];
  return (
    <Modal label="Settings" className="dialog settings" onClose={onClose}>
      <h2 className="dialog-title">Settings</h2>
      <SettingsList rows={rows} />
      <div className="dialog-actions">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
