import { useState } from 'react';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Environment } from '../../../shared/model/environment.ts';
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

/** What is edited begins anew with each environment. */
export function useEditedEnvironment(
  environment: Environment,
  environments: Pick<EnvironmentStore, 'keepSecret' | 'update'>,
): EditedEnvironment {
  const [edited, setEdited] = useState(() => begin(environment));
  const current = edited.opened.id === environment.id ? edited : begin(environment);
  if (current !== edited) setEdited(current);
  const { opened, draft } = current;
  return {
    draft,
    setDraft: (changed) => setEdited({ opened, draft: changed }),
    isChanged: isEdited(draft, opened),
    isWrong: draft.name.trim() === '' || draft.rows.some((row) => rowProblem(draft, row) !== null),
    async save() {
      if (JSON.stringify(opened) !== JSON.stringify(environment)) {
        // The next attempt is made with what is there now.
        setEdited({ opened: environment, draft });
        throw new WirebenchError('WRONG_STATE', changedMeanwhile);
      }
      const content = await contentOf(draft, environments);
      await environments.update(environment.id, content);
      setEdited(begin({ ...environment, ...content }));
    },
  };
}

function begin(opened: Environment): { readonly opened: Environment; readonly draft: EnvironmentDraft } {
  return { opened, draft: draftOf(opened) };
}

const changedMeanwhile =
  'This environment was changed elsewhere while you edited it, so it was not saved. Cancel to see what it is now, or save again to replace it.';
