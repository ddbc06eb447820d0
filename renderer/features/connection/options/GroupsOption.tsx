import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Endpoint } from '../../../../shared/model/connection.ts';
import type { MulticastGroup } from '../../../../shared/model/udpOptions.ts';
import { findingAt } from '../../../state/workspace/findings.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TemplateInput } from '../../../ui/template/TemplateInput.tsx';
import { OptionRow } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { useInterfaceChoices } from './useInterfaces.ts';
import { useListDraft } from './useListDraft.ts';

/** The multicast groups that are joined when the socket opens. */
export function GroupsOption(): ReactNode {
  const { endpoint } = useOptions();
  return 'groups' in endpoint.socket ? <GroupsEditor groups={endpoint.socket.groups} /> : null;
}

function GroupsEditor({ groups }: { groups: readonly MulticastGroup[] }): ReactNode {
  const { change } = useOptions();
  const { rows, add, write, remove } = useListDraft<MulticastGroup>(groups, (items) => {
    const changed = change({ 'socket.groups': items.filter(isGiven) });
    return changed.ok ? groupsOf(changed.value) : null;
  });
  const given = rows.filter(({ item }) => isGiven(item));
  return (
    <OptionRow
      path="socket.groups"
      label="Groups"
      hint={rows.length === 0 ? 'Multicast groups to join, each on an interface.' : undefined}
    >
      <div className="option-stack">
        {rows.map((row, index) => (
          <GroupRow
            key={row.key}
            group={row.item}
            place={index + 1}
            path={`socket.groups.${given.indexOf(row)}`}
            onGroup={(group) => write(row.key, group)}
            onRemove={() => remove(row.key)}
          />
        ))}
        <Button
          tone="quiet"
          className="option-add"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => add({ group: '', interface: '' })}
        >
          Add a group
        </Button>
      </div>
    </OptionRow>
  );
}

interface GroupRowProps {
  readonly group: MulticastGroup;
  /** Counted from 1, for screen readers. */
  readonly place: number;
  readonly path: string;
  readonly onGroup: (group: MulticastGroup) => void;
  readonly onRemove: () => void;
}

function GroupRow({ group, place, path, onGroup, onRemove }: GroupRowProps): ReactNode {
  const { findings } = useOptions();
  const choices = useInterfaceChoices(group.interface);
  return (
    <div className="option-pair">
      <TemplateInput
        className="field-input mono"
        aria-label={`Group ${place}`}
        placeholder="239.255.0.1"
        // A click on Add created the row, so the person fills in its field next.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={!isGiven(group)}
        aria-invalid={findingAt(findings, path)?.tone === 'problem' || undefined}
        value={group.group}
        onText={(text) => onGroup({ ...group, group: text })}
      />
      <Select
        label={`Interface of group ${place}`}
        className="option-select"
        value={group.interface}
        options={choices}
        onValue={(chosen) => onGroup({ ...group, interface: chosen })}
      />
      <IconButton label={`Remove group ${place}`} icon={<X size={14} aria-hidden />} onClick={onRemove} />
    </div>
  );
}

function isGiven({ group }: MulticastGroup): boolean {
  return group.trim() !== '';
}

function groupsOf(endpoint: Endpoint): readonly MulticastGroup[] | null {
  return 'groups' in endpoint.socket ? endpoint.socket.groups : null;
}
