import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EnvironmentDot } from '../../ui/EnvironmentDot.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { placeAfterStep } from './environmentMoves.ts';
import { useEnvironmentDrag } from './useEnvironmentDrag.ts';

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
  const drag = useEnvironmentDrag(environments, onMove);
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
        aria-activedescendant={`${id}-${place}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        tabIndex={0}
        onKeyDown={press}
        {...drag.listeners}
      >
        {environments.map((each, index) => (
          // The list has the focus, and its keys choose.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={each.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={each.id === chosen}
            data-place={index}
            draggable={each.id !== baseEnvironmentId}
            className={joinClasses(
              'environment-row',
              drag.place === index && 'is-drop',
              drag.place === index + 1 && index + 1 === environments.length && 'is-drop-behind',
            )}
            onClick={() => onChoose(each.id)}
          >
            <EnvironmentDot colour={each.colour} />
            <span className="environment-row-name">
              <VisibleText text={each.name} />
            </span>
            {each.id === baseEnvironmentId && <span className="environment-row-note">always applies</span>}
          </div>
        ))}
      </div>
      <div className="environment-moves">
        <IconButton
          label="Move up"
          icon={<ArrowUp size={14} aria-hidden />}
          disabled={placeAfterStep(environments, chosen, -1) === undefined}
          onClick={() => step(-1)}
        />
        <IconButton
          label="Move down"
          icon={<ArrowDown size={14} aria-hidden />}
          disabled={placeAfterStep(environments, chosen, 1) === undefined}
          onClick={() => step(1)}
        />
        <span role="status" className="spoken">
          {place > 0 && `${place} of ${environments.length - 1}`}
        </span>
      </div>
    </div>
  );
}
