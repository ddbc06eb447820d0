import { useRef, type ReactNode } from 'react';
import type { ByteForm } from '../../../shared/bytes/byteForms.ts';
import { ContextMenu, type MenuPlace } from '../../ui/ContextMenu.tsx';
import type { MenuItem } from '../../ui/menuItem.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import { ByteFooter } from './ByteFooter.tsx';
import { byteMenu, type ByteActions } from './byteMenu.ts';
import type { ByteStretch } from './byteStretch.ts';

interface BytePaneLayout {
  readonly actionsFor: (stretch: ByteStretch) => ByteActions;
  /** The selected bytes, or all of them. */
  readonly stretch: ByteStretch;
  /** The form that the key copies. */
  readonly plain: ByteForm;
  /** What is selected, or how much there is. */
  readonly where: ReactNode;
  readonly result: string | null;
  /** What else the menus offer. */
  readonly more?: readonly MenuItem[];
  readonly steps?: ReactNode;
  /** Switches that say what is shown of the bytes. */
  readonly switches?: ReactNode;
  readonly hasSelection: boolean;
  /** The bytes that a menu is for that opens at a place: what is not selected there becomes so. */
  readonly stretchAt: (place: MenuPlace) => ByteStretch;
  readonly problem?: ReactNode;
  /** What is known of the bytes, below them or beside them. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The cursor of any reading, at which a menu opens that a key asks for. */
const cursor = '.hex-box.is-cursor, .json-row.is-current, .text-row .is-selected';

/** Bytes of a record in one reading, with the menu of the selected ones, and below them what is used most. */
export function BytePane(props: BytePaneLayout): ReactNode {
  const { actionsFor, stretch, plain, stretchAt, problem, more = [], beside, children, ...footer } = props;
  const pane = useRef<HTMLDivElement>(null);
  const actions = actionsFor(stretch);
  return (
    <div className="inspector-pane">
      {typeof problem === 'string' ? <Sentence text={problem} /> : problem}
      <div className="inspector-parts">
        <ContextMenu
          label="Actions for these bytes"
          itemsAt={(place) => [...byteMenu(actionsFor(stretchAt(place)), plain), ...more]}
          keyAnchor={() => pane.current?.querySelector(cursor) ?? null}
        >
          <div ref={pane} className="inspector-bytes">
            {children}
          </div>
        </ContextMenu>
        {beside}
      </div>
      <ByteFooter
        {...footer}
        onCompose={actions.compose}
        onCopy={actions.copy}
        menu={() => [...byteMenu(actions, plain), ...more]}
      />
    </div>
  );
}
