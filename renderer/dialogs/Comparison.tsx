import { useMemo, type ReactNode } from 'react';
import { lineDiff } from '../state/workspace/lineDiff.ts';
import { VisibleText } from '../ui/VisibleText.tsx';
import './comparison.css';

/** Two texts beside each other, line by line, with what differs marked. */
export function Comparison({ theirs, mine }: { theirs: string; mine: string }): ReactNode {
  const pairs = useMemo(() => lineDiff(theirs, mine), [theirs, mine]);
  return (
    <div className="conflict">
      <table className="conflict-table mono">
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ left, right, isSame }, index) => (
            // Lines have no other identity.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} className={isSame ? undefined : 'conflict-differs'}>
              <td>{left === null ? '' : <Line text={left} isSame={isSame} />}</td>
              <td>{right === null ? '' : <Line text={right} isSame={isSame} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What differs is marked in the text, too, so that it can be heard. */
function Line({ text, isSame }: { text: string; isSame: boolean }): ReactNode {
  return isSame ? (
    <VisibleText text={text} />
  ) : (
    <mark>
      <VisibleText text={text} />
    </mark>
  );
}
