import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { capitalized, formatQuantity, plural } from '../../../shared/base/quantity.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { TrafficMeasure } from '../../state/records/traffic.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { formatScale, measureRate, type ChartContent } from './trafficWords.ts';

interface TrafficSideProps {
  /** What the payloads are called. */
  readonly noun: RecordedNoun;
  readonly measure: TrafficMeasure;
  readonly onMeasure: (measure: TrafficMeasure) => void;
  readonly content: ChartContent | null;
}

/** Before the plot: what it counts, and how much its highest bars are. */
export function TrafficSide({ noun, measure, onMeasure, content }: TrafficSideProps): ReactNode {
  const names = { payloads: capitalized(plural(2, noun)), bytes: 'Bytes' } as const;
  return (
    <div className="traffic-side">
      <Menu
        label="What is counted"
        items={(['payloads', 'bytes'] as const).map((each) => ({
          label: names[each],
          checked: each === measure,
          run: () => onMeasure(each),
        }))}
        trigger={
          <Button tone="quiet" className="traffic-button" aria-label={`What is counted: ${names[measure]}`}>
            {names[measure]}
            <ChevronDown size={12} aria-hidden />
          </Button>
        }
      />
      {content && <Scale content={content} />}
    </div>
  );
}

/** The rates of the highest bars. The chart itself tells them to screen readers. */
function Scale({ content }: { readonly content: ChartContent }): ReactNode {
  const { bars, measure } = content;
  const { largestIn, largestOut } = bars;
  const most = (rate: number): string => formatQuantity(measureRate(rate, content));
  return (
    <div
      className="traffic-scale"
      aria-hidden
      title={`At most ${most(largestOut)} sent and ${most(largestIn)} received`}
    >
      <span className="traffic-out">↑ {formatScale(largestOut, measure)}</span>
      <span className="traffic-in">↓ {formatScale(largestIn, measure)}</span>
    </div>
  );
}
