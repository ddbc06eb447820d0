import type { ReactNode } from 'react';
import type { TemplateMark } from '../../../shared/template/templateMarks.ts';
import { AnchoredPopup, type AnchorBox } from '../AnchoredPopup.tsx';
import { SuggestionList } from '../SuggestionList.tsx';
import { VisibleText } from '../VisibleText.tsx';
import type { TemplateAssist } from './useTemplateAssist.ts';

interface TemplatePopupProps {
  readonly assist: TemplateAssist;
  /** The id of the list, with which the field names its active item. */
  readonly listId: string;
  /** Where a stretch of the text is drawn; null while it is not. */
  readonly boxOf: (from: number) => AnchorBox | null;
}

/** What can follow at the cursor; or what the reference there, or under the pointer, stands for. */
export function TemplatePopup({ assist, listId, boxOf }: TemplatePopupProps): ReactNode {
  const { items, active, pointedAt } = assist;
  const [first] = items;
  return (
    <>
      {first && (
        <AnchoredPopup anchor={() => boxOf(first.from)}>
          <SuggestionList
            id={listId}
            label="Variables and functions"
            items={items}
            active={active}
            onTake={(item) => assist.take(item)}
          />
        </AnchoredPopup>
      )}
      {!first && pointedAt && (
        <AnchoredPopup
          key={pointedAt.from}
          anchor={() => boxOf(pointedAt.from)}
          className={`template-facts template-facts-${pointedAt.role}`}
        >
          <MarkFacts mark={pointedAt} />
        </AnchoredPopup>
      )}
      {/* Read out while the cursor is there. What is wrong is said by the field itself. */}
      <span className="spoken" aria-live="polite">
        {!first && pointedAt && pointedAt.role !== 'problem' && <MarkFacts mark={pointedAt} />}
      </span>
    </>
  );
}

/** 300 characters: what is longer is looked at where it is written. */
const longestShown = 300;

function MarkFacts({ mark: { value, note } }: { readonly mark: TemplateMark }): ReactNode {
  const shown = value !== null && value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return (
    <>
      {shown !== null && (
        <span className="template-facts-value mono">
          {shown === '' ? <span className="template-facts-empty">empty</span> : <VisibleText text={shown} />}
        </span>
      )}
      <span className="template-facts-note"> {note}</span>
    </>
  );
}
