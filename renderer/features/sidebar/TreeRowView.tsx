import { ChevronDown, ChevronRight, Folder, FolderOpen } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { shallow } from 'zustand/vanilla/shallow';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { isolated } from '../../../shared/bytes/visibleText.ts';
import { factsOf, protocolNamesOf } from '../../../shared/model/endpointKinds.ts';
import { placeOf } from '../../../shared/model/endpointPlace.ts';
import { folderAround, isSameRow, type TreeRow } from '../../state/workspace/treeRows.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { MiddleText } from '../../ui/MiddleText.tsx';
import { RowMenuButton } from '../../ui/RowMenuButton.tsx';
import { dotWords, StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { NameField, type NameFieldProps } from '../../ui/NameField.tsx';

/** The state of a connection's newest session. */
type Status = Parameters<typeof StatusDot>[0]['state'];

export interface TreeRowViewProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly top: number;
  /** As it is typed; null for a folder. */
  readonly endpoint: Endpoint | null;
  /** The address in short, with what its variables stand for now. */
  readonly address: string;
  /** The same in full; null where it has no variables, or they are not known. */
  readonly resolved: string | null;
  readonly status: Status;
  /** True when its tab is visible. */
  readonly isShown: boolean;
  readonly isFocused: boolean;
  readonly isMenuOpen: boolean;
  /** Where something that is dragged would go. */
  readonly drop: 'before' | 'after' | 'into' | null;
  /** Absent unless it is being renamed. */
  readonly naming?: Omit<NameFieldProps, 'name'>;
}

/** A row of the tree; its listeners are the tree's. */
export const TreeRowView = memo(function TreeRowView(props: TreeRowViewProps): ReactNode {
  const { id, row, top, isShown, isFocused, drop, naming } = props;
  const isFolder = row.kind === 'folder';
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={isFolder ? row.isOpen : undefined}
      aria-selected={isShown}
      aria-label={isolated(row.name)}
      title={descriptionOf(props)}
      data-key={row.key}
      data-folder={folderAround(row)}
      data-drop={drop ?? undefined}
      draggable={naming === undefined}
      className={joinClasses('list-row tree-item', isShown && 'is-shown', isFocused && 'is-focused')}
      style={{ top, '--tree-level': row.level }}
    >
      {naming ? <NameField name={row.name} {...naming} /> : <RowContent {...props} />}
    </div>
  );
}, isSameView);

function isSameView({ row, ...before }: TreeRowViewProps, { row: next, ...now }: TreeRowViewProps): boolean {
  return isSameRow(row, next) && shallow(before, now);
}

function RowContent(props: TreeRowViewProps): ReactNode {
  const { row, endpoint, address, status, isMenuOpen } = props;
  return (
    <>
      <div className="sidebar-row" title={titleOf(props)}>
        {row.kind === 'folder' ? (
          <span className="sidebar-mark tree-fold">
            {row.isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          </span>
        ) : (
          <span className="sidebar-mark">
            <StatusDot state={status} />
          </span>
        )}
        {row.kind === 'folder' &&
          (row.isOpen ? <FolderOpen size={14} aria-hidden /> : <Folder size={14} aria-hidden />)}
        <span className="sidebar-name" dir="auto">
          <MiddleText text={row.name} />
        </span>
        {endpoint && (
          <span className="sidebar-aside mono">
            <span className="sidebar-address">
              <VisibleText text={asideOf(row.name, endpoint, address)} />
            </span>
          </span>
        )}
      </div>
      <RowMenuButton name={row.name} isOpen={isMenuOpen} data-does="menu" />
    </>
  );
}

/** The address as it is written, and below it what its variables stand for. */
function titleOf({ row, endpoint, resolved, status }: TreeRowViewProps): string {
  if (row.kind === 'folder') return isolated(row.path);
  const lines = [isolated(row.name)];
  if (endpoint) lines.push(`${factsOf(endpoint.kind).name} ${isolated(placeOf(endpoint))}`);
  if (resolved !== null) lines.push(isolated(resolved));
  return [...lines, dotWords[status]].join('\n');
}

/** What the name of a connection does not say, for screen readers: its kind, its address and its state. */
function descriptionOf({ endpoint, resolved, status }: TreeRowViewProps): string | undefined {
  if (!endpoint) return undefined;
  return `${factsOf(endpoint.kind).name} ${isolated(resolved ?? placeOf(endpoint))}, ${dotWords[status]}`;
}

/** The address, or the short name of the protocol if the name already says the address. */
function asideOf(name: string, endpoint: Endpoint, address: string): string {
  return name.startsWith(address) ? protocolNamesOf(endpoint.kind).short : address;
}
