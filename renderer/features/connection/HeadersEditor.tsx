import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { EndpointOf, Header } from '../../../shared/model/connection.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { problemIn } from './endpointProblem.ts';

export interface HeadersEditorProps {
  readonly endpoint: EndpointOf<'ws-client'>;
  readonly onHeaders: (headers: Header[]) => void;
}

interface Row extends Header {
  readonly key: number;
}

/** The headers of the handshake. They are taken once every one of them can be sent. */
export function HeadersEditor({ endpoint, onHeaders }: HeadersEditorProps): ReactNode {
  const [rows, setRows] = useState<readonly Row[]>(() =>
    endpoint.headers.map((header, index) => ({ ...header, key: index })),
  );
  const change = (next: readonly Row[]): void => {
    setRows(next);
    const headers = given(next).map(({ name, value }) => ({ name, value }));
    if (problemIn({ ...endpoint, headers }, 'headers') === null) onHeaders(headers);
  };
  const write = (row: Row): void => change(rows.map((each) => (each.key === row.key ? row : each)));
  const add = (): void => change([...rows, { key: nextKey(rows), name: '', value: '' }]);
  const problem = firstProblem(endpoint, given(rows));
  return (
    <fieldset className="headers">
      <legend>Headers</legend>
      {rows.map((row, index) => (
        <div key={row.key} className="header-row">
          <input
            className="field-input mono"
            aria-label={`Header ${index + 1} name`}
            placeholder="Name"
            spellCheck={false}
            // The row was made by a click on Add; its first field is what comes next.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={row.name === '' && row.value === ''}
            aria-invalid={problem?.key === row.key || undefined}
            value={row.name}
            onChange={(event) => write({ ...row, name: event.currentTarget.value })}
          />
          <input
            className="field-input mono"
            aria-label={`Header ${index + 1} value`}
            placeholder="Value"
            spellCheck={false}
            aria-invalid={problem?.key === row.key || undefined}
            value={row.value}
            onChange={(event) => write({ ...row, value: event.currentTarget.value })}
          />
          <IconButton
            label={`Remove header ${index + 1}`}
            icon={<X size={14} />}
            onClick={() => change(rows.filter((each) => each.key !== row.key))}
          />
        </div>
      ))}
      <div className="header-end">
        <Button tone="quiet" icon={<Plus size={14} />} onClick={add}>
          Add a header
        </Button>
        <span className="field-problem">{problem?.message}</span>
      </div>
    </fieldset>
  );
}

function given(rows: readonly Row[]): Row[] {
  return rows.filter(({ name, value }) => name !== '' || value !== '');
}

function nextKey(rows: readonly Row[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}

function firstProblem(
  endpoint: EndpointOf<'ws-client'>,
  rows: readonly Row[],
): { key: number; message: string } | null {
  const headers = rows.map(({ name, value }) => ({ name, value }));
  for (const [index, { key, name }] of rows.entries()) {
    if (name === '') return { key, message: 'A header has a name.' };
    const message = problemIn({ ...endpoint, headers }, 'headers', index);
    if (message !== null) return { key, message };
  }
  return null;
}
