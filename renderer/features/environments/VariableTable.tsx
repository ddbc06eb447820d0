import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import {
  environmentWith,
  rowProblem,
  withoutRow,
  withRow,
  withRows,
  type EnvironmentDraft,
  type VariableRow,
} from '../../state/workspace/environmentDraft.ts';
import type { EnvironmentStore } from '../../state/workspace/environments.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TemplateScope } from '../../ui/template/templateScope.ts';
import { useAttempt } from '../../ui/useAttempt.ts';
import { VariableFields } from './VariableFields.tsx';

interface VariableTableProps {
  readonly environment: Environment;
  readonly scopeOf: (edited: Environment) => Scope;
  readonly draft: EnvironmentDraft;
  readonly environments: EnvironmentStore;
  readonly onDraft: (draft: EnvironmentDraft) => void;
}

/** The variables of an environment, a line each. */
export function VariableTable({
  environment,
  scopeOf,
  draft,
  environments,
  onDraft,
}: VariableTableProps): ReactNode {
  const secrets = useShownSecrets(environments);
  const [added, setAdded] = useState<number | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const add = (): void => {
    const next = withRows(draft, [{}]);
    setAdded(next.rows.at(-1)?.key ?? null);
    onDraft(next);
  };
  const scope = useMemo(() => scopeOf(environmentWith(environment, draft)), [scopeOf, environment, draft]);
  return (
    <TemplateScope value={scope}>
      <table className="variable-table" aria-label="Variables">
        <ColumnNames />
        <tbody>
          {draft.rows.map((row) => (
            <VariableFields
              key={row.key}
              row={row}
              isNew={row.key === added}
              problem={rowProblem(draft, row)}
              shownSecret={secrets.shown[row.key] ?? null}
              onRow={(changed) => onDraft(withRow(draft, changed))}
              onRemove={() => {
                // The button that has the focus goes with its row.
                addButton.current?.focus();
                onDraft(withoutRow(draft, row.key));
              }}
              onPasted={(rows) => {
                const isEmpty = row.name === '' && row.value === '';
                onDraft(withRows(isEmpty ? withoutRow(draft, row.key) : draft, rows));
              }}
              onReveal={() => void secrets.reveal(row)}
              onHide={() => secrets.hide(row)}
            />
          ))}
        </tbody>
      </table>
      {secrets.failure !== null && <Notice tone="danger" text={secrets.failure} />}
      <Button ref={addButton} onClick={add}>
        Add a variable
      </Button>
    </TemplateScope>
  );
}

function ColumnNames(): ReactNode {
  return (
    <thead>
      <tr>
        <th scope="col">On</th>
        <th scope="col">Name</th>
        <th scope="col">Value</th>
        <th scope="col">Secret</th>
        <th scope="col">
          <span className="spoken">Remove</span>
        </th>
      </tr>
    </thead>
  );
}

interface ShownSecrets {
  /** The values that the person has asked to see, by the keys of their rows. */
  readonly shown: Readonly<Record<number, string | null>>;
  /** Why one cannot be shown; null for none. */
  readonly failure: string | null;
  readonly reveal: (row: VariableRow) => Promise<void>;
  readonly hide: (row: VariableRow) => void;
}

/** The secrets of a table stay hidden until each is asked for. */
function useShownSecrets(environments: EnvironmentStore): ShownSecrets {
  const [shown, setShown] = useState<ShownSecrets['shown']>({});
  const { failure, attempt } = useAttempt();
  return {
    shown,
    failure,
    reveal: ({ key, kept }) =>
      attempt(async () => {
        const value = kept && (await environments.revealSecret(kept));
        if (value !== null) setShown((all) => ({ ...all, [key]: value }));
      }),
    hide: ({ key }) => setShown((all) => ({ ...all, [key]: null })),
  };
}
