import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Endpoint, Header } from '../../../../shared/model/connection.ts';
import { withOptions } from '../../../state/workspace/endpointOptions.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { TemplateInput } from '../../../ui/template/TemplateInput.tsx';
import { OptionRow } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { useListDraft } from './useListDraft.ts';

/** The headers of the handshake. They take effect once every one of them can be sent. */
export function HeadersOption(): ReactNode {
  const { endpoint } = useOptions();
  return 'headers' in endpoint ? <HeadersEditor headers={endpoint.headers} /> : null;
}

function HeadersEditor({ headers }: { headers: readonly Header[] }): ReactNode {
  const { endpoint, change } = useOptions();
  const { rows, add, write, remove } = useListDraft<Header>(headers, (items) => {
    const changed = change({ headers: items.filter(isGiven) });
    return changed.ok ? headersOf(changed.value) : null;
  });
  const problemOf = (header: Header): string | null => {
    if (!isGiven(header)) return null;
    if (header.name === '') return 'A header needs a name.';
    const taken = withOptions(endpoint, { headers: [header] });
    return taken.ok ? null : taken.problem;
  };
  const problem = rows.map(({ item }) => problemOf(item)).find((each) => each !== null) ?? null;
  return (
    <OptionRow path="headers" label="Headers" problem={problem}>
      <div className="option-stack">
        {rows.map(({ key, item }, index) => (
          <HeaderRow
            key={key}
            header={item}
            place={index + 1}
            isInvalid={problemOf(item) !== null}
            onHeader={(header) => write(key, header)}
            onRemove={() => remove(key)}
          />
        ))}
        <Button
          tone="quiet"
          className="option-add"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => add({ name: '', value: '' })}
        >
          Add a header
        </Button>
      </div>
    </OptionRow>
  );
}

interface HeaderRowProps {
  readonly header: Header;
  /** Counted from 1, for screen readers. */
  readonly place: number;
  readonly isInvalid: boolean;
  readonly onHeader: (header: Header) => void;
  readonly onRemove: () => void;
}

function HeaderRow({ header, place, isInvalid, onHeader, onRemove }: HeaderRowProps): ReactNode {
  return (
    <div className="option-pair">
      <TemplateInput
        className="field-input mono"
        aria-label={`Header ${place} name`}
        placeholder="Name"
        // A click on Add created the row, so the person fills in its first field next.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={!isGiven(header)}
        aria-invalid={isInvalid || undefined}
        value={header.name}
        onText={(name) => onHeader({ ...header, name })}
      />
      <TemplateInput
        className="field-input mono"
        aria-label={`Header ${place} value`}
        placeholder="Value"
        aria-invalid={isInvalid || undefined}
        value={header.value}
        onText={(value) => onHeader({ ...header, value })}
      />
      <IconButton label={`Remove header ${place}`} icon={<X size={14} aria-hidden />} onClick={onRemove} />
    </div>
  );
}

function isGiven({ name, value }: Header): boolean {
  return name !== '' || value !== '';
}

function headersOf(endpoint: Endpoint): readonly Header[] | null {
  return 'headers' in endpoint ? endpoint.headers : null;
}
