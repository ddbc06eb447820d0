import type { ReactNode } from 'react';
import { capitalized, formatCount, plural } from '../../../shared/base/quantity.ts';
import { formatElapsed } from '../../../shared/base/time.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import { useNow } from '../../ui/useNow.ts';
import { PanelSection } from './PanelSection.tsx';
import type { ConnectionSubject } from './subject.ts';

/** The traffic in each direction, and how long ago the last of it was: nothing else shows that a cable was pulled. */
export function TrafficSection({ subject }: { subject: ConnectionSubject }): ReactNode {
  const { noun, payloads, last } = subject;
  return (
    <PanelSection title="Traffic">
      <table className="panel-table mono">
        <thead className="spoken">
          <tr>
            <th scope="col">Direction</th>
            {payloads && <th scope="col">{capitalized(plural(2, noun))}</th>}
            <th scope="col">Bytes</th>
            {last && <th scope="col">Last one</th>}
          </tr>
        </thead>
        <tbody>
          <Direction subject={subject} direction="out" />
          <Direction subject={subject} direction="in" />
        </tbody>
      </table>
    </PanelSection>
  );
}

function Direction({
  subject,
  direction,
}: {
  subject: ConnectionSubject;
  direction: 'in' | 'out';
}): ReactNode {
  const { noun, payloads, bytes, last } = subject;
  const { value, unit } = measureBytes(bytes[direction]);
  return (
    <tr>
      <th scope="row">
        <span className={`arrow-${direction}`}>{direction === 'out' ? '↑' : '↓'}</span> {direction}
      </th>
      {payloads && (
        <td>
          {formatCount(payloads[direction])} <span className="unit">{plural(payloads[direction], noun)}</span>
        </td>
      )}
      <td>
        {value} <span className="unit">{unit}</span>
      </td>
      {last && <td>{last[direction] === null ? '' : <Age at={last[direction]} />}</td>}
    </tr>
  );
}

/** `at` in microseconds since the epoch. */
function Age({ at }: { at: number }): ReactNode {
  return (
    <>
      {formatElapsed(useNow() * 1000 - at)} <span className="unit">ago</span>
    </>
  );
}
