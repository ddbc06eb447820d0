import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EnvironmentDot } from '../../ui/EnvironmentDot.tsx';
import { useRowDrag, type RowEdge } from '../../ui/useRowDrag.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { dropOn, placeAfterStep } from './environmentMoves.ts';

interface EnvironmentListProps {
  /** The base first, and then in their order. */
  readonly environments: readonly Environment[];
  readonly chosen: EnvironmentId;
  readonly onChoose: (id: EnvironmentId) => void;
  /** Before another one, or behind all of them (null). */
  readonly onMove: (id: EnvironmentId, before: EnvironmentId | null) => void;
}

/** The environments in the order that a person gives them: by dragging, or by Alt with an arrow. The base stays first. */
export function EnvironmentList({ environments, chosen, onChoose, onMove }: EnvironmentListProps): ReactNode {
  const id = useId();
  const drag = useRowDrag({
    type: 'application/x-wirebench-environment',
    idOf: (row) => movableAt(environments, row),
    dropOn: (dragged, row, height) => dropOn(environments, dragged, row, height),
    move: onMove,
  });
  const place = environments.findIndex((each) => each.id === chosen);
  const step = (by: 1 | -1): void => {
    const before = placeAfterStep(environments, chosen, by);
    if (before !== undefined) onMove(chosen, before);
  };
  const press = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey || (altKey && !key.startsWith('Arrow'))) return;
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: environments.length - 1 }[key];
    if (to === undefined) return;
    event.preventDefault();
    const next = environments[to];
    if (altKey) step(key === 'ArrowUp' ? -1 : 1);
    else if (next && next.id !== chosen) onChoose(next.id);
  };
  return (
    <div className="environment-list">
      <div
        role="listbox"
        aria-label="Environment to edit"
        aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        tabIndex={0}
        onKeyDown={press}
        {...drag.listeners}
      >
        {environments.map((each, row) => (
          <EnvironmentRow
            key={each.id}
            id={`${id}-${row}`}
            environment={each}
            row={row}
            isChosen={each.id === chosen}
            drop={drag.drop?.row === row ? drag.drop.edge : null}
            onChoose={() => onChoose(each.id)}
          />
        ))}
      </div>
      <MoveButtons {...{ environments, chosen, place }} onStep={step} />
    </div>
  );
}

/** What can be dragged by a row: each but the base. */
function movableAt(environments: readonly Environment[], row: number): EnvironmentId | null {
  const id = environments[row]?.id;
  return id === undefined || id === baseEnvironmentId ? null : id;
}

interface EnvironmentRowProps {
  readonly id: string;
  readonly environment: Environment;
  /** Its number in the list, from 0. */
  readonly row: number;
  readonly isChosen: boolean;
  /** Where an environment that is dragged would go. */
  readonly drop: RowEdge | null;
  readonly onChoose: () => void;
}

function EnvironmentRow({ id, environment, row, isChosen, drop, onChoose }: EnvironmentRowProps): ReactNode {
  const isBase = environment.id === baseEnvironmentId;
  return (
    // The list has the focus, and its keys choose.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      data-place={row}
      data-drop={drop ?? undefined}
      draggable={!isBase}
      className="environment-row"
      onClick={onChoose}
    >
      <EnvironmentDot colour={environment.colour} />
      <span className="environment-row-name">
        <VisibleText text={environment.name} />
      </span>
      {isBase && <span className="environment-row-note">always applies</span>}
    </div>
  );
}

interface MoveButtonsProps {
  readonly environments: readonly Environment[];
  readonly chosen: EnvironmentId;
  /** That of the chosen one in the list; the base is at 0. */
  readonly place: number;
  readonly onStep: (by: 1 | -1) => void;
}

function MoveButtons({ environments, chosen, place, onStep }: MoveButtonsProps): ReactNode {
  const buttons = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // At the end of the way the focus goes to the way back: a button that is disabled loses it.
    const element = buttons.current;
    if (element?.querySelector(':focus:disabled'))
      element.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  });
  return (
    <div ref={buttons} className="environment-moves">
      <IconButton
        label="Move up"
        keys="Alt+ArrowUp"
        icon={<ArrowUp size={14} aria-hidden />}
        disabled={placeAfterStep(environments, chosen, -1) === undefined}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label="Move down"
        keys="Alt+ArrowDown"
        icon={<ArrowDown size={14} aria-hidden />}
        disabled={placeAfterStep(environments, chosen, 1) === undefined}
        onClick={() => onStep(1)}
      />
      <span role="status" className="spoken">
        {place > 0 && `${place} of ${environments.length - 1}`}
      </span>
    </div>
  );
}
