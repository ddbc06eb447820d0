import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleLines } from '../../shared/bytes/visibleText.ts';
import { Sentence } from './Sentence.tsx';
import { joinClasses } from './joinClasses.ts';
import './notice.css';

interface NoticeProps {
  readonly tone: 'danger' | 'warning' | 'plain';
  /** A sentence: what happened, why, what to do. */
  readonly text: ReactNode;
  /** More text, which unfolds below. */
  readonly detail?: string | undefined;
  /** What unfolds it; “Details” unless told. */
  readonly detailTitle?: string;
  /** A button for what the sentence suggests. */
  readonly action?: ReactNode;
  readonly className?: string;
}

const icons = { danger: CircleAlert, warning: TriangleAlert, plain: Info } as const;

/** An error or a fact, shown where it happened. */
export function Notice({
  tone,
  text,
  detail,
  detailTitle = 'Details',
  action,
  className,
}: NoticeProps): ReactNode {
  const Icon = icons[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={joinClasses('notice', `notice-${tone}`, className)}
    >
      <Icon size={16} aria-hidden className="notice-icon" />
      <div className="notice-text">
        {typeof text === 'string' ? <Sentence text={text} /> : text}
        {detail !== undefined && (
          <details className="notice-detail">
            <summary>{detailTitle}</summary>
            <pre className="mono">{visibleLines(detail)}</pre>
          </details>
        )}
      </div>
      {action}
    </div>
  );
}
