import { ArrowDownToLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { ToolbarButton } from '../../ui/Toolbar.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { shortCount } from './shortCount.ts';

/** Keeps the newest row in view, and says how many rows have been listed since it does not. */
export function FollowToggle({ view }: { readonly view: RecordView }): ReactNode {
  const following = useStore(view.store, (state) => state.following);
  const newer = useStore(view.store, (state) => (state.following ? 0 : state.end - state.endWhenLeft));
  const label = 'Follow the newest';
  return (
    <Tooltip text={newer > 0 ? `${label}: ${formatCount(newer)} new` : label}>
      <ToolbarButton>
        <button
          type="button"
          className={joinClasses('icon-button', 'follow-toggle')}
          aria-label={newer > 0 ? `${label}: ${shortCount(newer)} new` : label}
          aria-pressed={following}
          onClick={() => view.follow(!following)}
        >
          <ArrowDownToLine size={16} />
          <span className="follow-count">{newer > 0 ? `${shortCount(newer)} new` : 'Follow'}</span>
        </button>
      </ToolbarButton>
    </Tooltip>
  );
}
