import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Storage } from '../../../shared/model/storage.ts';
import { formatUsed, isNearlyFull, shareOf } from '../../state/workspace/storage.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Popover } from '../../ui/Popover.tsx';
import { StoragePanel } from './StoragePanel.tsx';

/** The disk space of the recordings, at the foot of their list; opens the storage panel. */
export function StorageMeter({ state }: { readonly state: WorkbenchState }): ReactNode {
  const { storage } = useStore(state.storage.store);
  if (!storage) return null;
  return (
    <Popover title="Storage" trigger={trigger(storage)}>
      <StoragePanel storage={storage} state={state} />
    </Popover>
  );
}

function trigger(storage: Storage): React.ReactElement<Record<string, unknown>> {
  const used = formatUsed(storage);
  return (
    <button
      type="button"
      className="storage-meter"
      data-command="storage.show"
      title={storage.problem ?? `Recordings use ${used}`}
      aria-label={`Storage: ${used}${storage.problem === null ? '' : ', with a problem'}`}
    >
      {storage.problem !== null && <TriangleAlert size={14} aria-hidden className="storage-warning" />}
      <span>{used}</span>
      <span className="storage-bar" aria-hidden>
        <span
          className="storage-fill"
          data-nearly-full={isNearlyFull(storage) || undefined}
          style={{ display: 'block', width: `${shareOf(storage) * 100}%` }}
        />
      </span>
    </button>
  );
}
