import { RotateCcw } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { firstReachable } from '../../ui/keepFocus.ts';
import { TextField } from '../../ui/TextField.tsx';
import { findSettings, type SettingRow } from './settingRow.ts';
import './settings.css';

/** Settings in groups, with a field that finds one. */
export function SettingsList({ rows }: { readonly rows: readonly SettingRow[] }): ReactNode {
  const [search, setSearch] = useState('');
  const found = findSettings(rows, search);
  const groups = Map.groupBy(found, ({ group }) => group);
  return (
    <>
      <TextField
        label="Search settings"
        labelHidden
        type="search"
        placeholder="Search settings"
        value={search}
        onText={setSearch}
      />
      <div className="settings-list dialog-scroll">
        {found.length === 0 && <p className="settings-nothing">No results.</p>}
        {[...groups].map(([group, members]) => (
          <section key={group} aria-label={group} className="settings-group">
            <h3 className="settings-heading">{group}</h3>
            {members.map((row) => (
              <Setting key={row.name} {...row} />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

function Setting({ name, note, control, restore }: SettingRow): ReactNode {
  const controls = useRef<HTMLDivElement>(null);
  return (
    <div role="group" aria-label={name} className="setting">
      <div className="setting-words">
        <div>{name}</div>
        <div className="setting-note">{note}</div>
      </div>
      <div ref={controls} className="setting-control">
        {control}
      </div>
      <IconButton
        label={`Restore the default: ${name}`}
        icon={<RotateCcw size={14} aria-hidden />}
        className="setting-restore"
        disabled={restore === null}
        onClick={() => {
          // The button goes with what it does.
          if (controls.current) firstReachable(controls.current)?.focus();
          restore?.();
        }}
      />
    </div>
  );
}
