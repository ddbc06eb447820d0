import { useState } from 'react';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { SavedEnvironment } from '../../../shared/model/environment.ts';
import {
  contentOf,
  draftOf,
  isEdited,
  rowProblem,
  type EnvironmentDraft,
} from '../../state/workspace/environmentDraft.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';

/** An environment while somebody edits it. */
interface EditedEnvironment {
  readonly draft: EnvironmentDraft;
  readonly setDraft: (draft: EnvironmentDraft) => void;
  /** True when something would be lost without saving. */
  readonly isChanged: boolean;
  /** True when it cannot be saved as it is; its rows say why. */
  readonly isWrong: boolean;
  /** Rejects with a sentence. */
  readonly save: () => Promise<void>;
}

/** What is edited, and what was there when that began. */
interface Edited {
  readonly opened: SavedEnvironment;
  readonly draft: EnvironmentDraft;
  /** True when it was refused because the file was changed: the next attempt replaces what is there then. */
  readonly replaces: boolean;
}

/** What is edited begins anew with each environment. `update` returns the new revision. */
export function useEditedEnvironment(
  environment: SavedEnvironment,
  environments: Pick<EnvironmentStore, 'keepSecret' | 'update'>,
): EditedEnvironment {
  const [edited, setEdited] = useState(() => begin(environment));
  const current = edited.opened.id === environment.id ? edited : begin(environment);
  if (current !== edited) setEdited(current);
  const { opened, draft, replaces } = current;
  return {
    draft,
    setDraft: (changed) => setEdited({ ...current, draft: changed }),
    isChanged: isEdited(draft, opened),
    isWrong: draft.name.trim() === '' || draft.rows.some((row) => rowProblem(draft, row) !== null),
    async save() {
      const content = await contentOf(draft, environments);
      const seen = replaces ? environment : opened;
      try {
        const revision = await environments.update(environment.id, content, seen.revision);
        setEdited(begin({ ...environment, ...content, revision }));
      } catch (error) {
        if (error instanceof WirebenchError && error.code === 'WRONG_STATE')
          setEdited({ ...current, replaces: true });
        throw error;
      }
    },
  };
}

function begin(opened: SavedEnvironment): Edited {
  return { opened, draft: draftOf(opened), replaces: false };
}
