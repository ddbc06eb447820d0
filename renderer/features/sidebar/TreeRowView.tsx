import { ChevronDown, ChevronRight, Folder, FolderOpen } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { shallow } from 'zustand/vanilla/shallow';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, protocolNamesOf } from '../../../shared/model/endpointKinds.ts';
import { shortAddress } from '../../state/workspace/endpoints.ts';
import { folderAround, isSameRow, type TreeRow } from '../../state/workspace/treeRows.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
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
      aria-label={row.name}
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

function RowContent({ row, endpoint, status, isMenuOpen }: TreeRowViewProps): ReactNode {
  return (
    <>
      <div className="sidebar-row" title={titleOf(row, endpoint, status)}>
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
          <VisibleText text={row.name} />
        </span>
        {endpoint && (
          <span className="sidebar-aside mono">
            <span className="sidebar-address">{asideOf(row.name, endpoint)}</span>
          </span>
        )}
      </div>
      <RowMenuButton name={row.name} isOpen={isMenuOpen} data-more="" />
    </>
  );
}

function titleOf(row: TreeRow, endpoint: Endpoint | null, status: Status): string {
  if (row.kind === 'folder') return row.path;
  if (!endpoint) return row.name;
  return `${row.name}\n${factsOf(endpoint.kind).name} ${endpoint.address}\n${dotWords[status]}`;
}

/** What the name of a connection does not say, for screen readers: its kind, its address and its state. */
function descriptionOf({ endpoint, status }: TreeRowViewProps): string | undefined {
  return endpoint ? `${factsOf(endpoint.kind).name} ${endpoint.address}, ${dotWords[status]}` : undefined;
}

/** The address, or the short name of the protocol if the name already says the address. */
function asideOf(name: string, endpoint: Endpoint): string {
  const address = shortAddress(endpoint);
  return name.startsWith(address) ? protocolNamesOf(endpoint.kind).short : address;
}
