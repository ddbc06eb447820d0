import { quoted } from '../../shared/bytes/visibleText.ts';
import type { ReactNode } from 'react';
import { formatCounted } from '../../shared/base/quantity.ts';
import type { RecordingId } from '../../shared/model/ids.ts';
import type { SecretSearch } from '../../shared/model/secretSearch.ts';
import { describeUnsought, exportAsIs, exportBlanked } from '../state/window/exportRecording.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { VisibleText } from '../ui/VisibleText.tsx';
import './secretsFound.css';

interface SecretsFoundDialogProps {
  readonly recording: RecordingId;
  readonly name: string;
  readonly found: SecretSearch;
  readonly state: WorkbenchState;
  readonly onClose: () => void;
}

/** Says which secrets stand in a recording, before a copy of it leaves the workspace. */
export function SecretsFoundDialog(props: SecretsFoundDialogProps): ReactNode {
  const { recording, name, found, state, onClose } = props;
  const unsought = describeUnsought(found);
  return (
    <Dialog
      title={`${quoted(name)} has secrets in it`}
      action="Blank them"
      other={{ label: 'Save as it is', run: () => exportAsIs(state, recording, name) }}
      isQuestion
      startsAtCancel
      run={() => {
        exportBlanked(state, recording, name);
        return Promise.resolve();
      }}
      onClose={onClose}
    >
      <ul className="secrets-found" aria-label="Secrets in the recording">
        {found.secrets.map((secret) => (
          <li key={`${secret.where} ${secret.name}`}>
            <b>
              <VisibleText text={secret.name} />
            </b>{' '}
            (<VisibleText text={secret.where} />
            ): {describePlaces(secret)}
          </li>
        ))}
      </ul>
      <p>
        Anyone who gets the copy can read them. Blanking writes <code>*</code> over each of their bytes in the
        copy; this recording stays as it is.
      </p>
      <p>
        Secrets are found as plain text, hex and Base64, and in URLs and JSON. Those that are hashed,
        encrypted, compressed or encoded in another way are not found, and stay in the copy.
      </p>
      {unsought !== '' && <p>{unsought}</p>}
    </Dialog>
  );
}

function describePlaces({ records, elsewhere }: SecretSearch['secrets'][number]): string {
  const inRecords = records > 0 ? [`in ${formatCounted(records, 'record')}`] : [];
  return [...inRecords, ...(elsewhere ? ['in the facts of the connection or a mark’s note'] : [])].join(', ');
}
