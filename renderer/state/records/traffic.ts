import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { Traffic, TrafficRange } from '../../../shared/model/traffic.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

/** 200 ms between two drawings: a bar covers a second or more, and in five steps it appears to grow. */
const itemIntervalMs = 200;

interface TrafficState {
  /** Null until the engine has answered. The old value stays while another stretch is requested. */
  readonly traffic: Traffic | null;
  /** A sentence: why there is none. */
  readonly problem: string | null;
}

/** The traffic of one source over time; nothing is requested before the first `look`. */
export interface TrafficView extends Disposable {
  readonly store: StoreApi<TrafficState>;
  /** Follows this stretch from now on, in this many buckets. Calling it again with the same range does nothing. */
  look(range: TrafficRange): void;
  /** Requests again after a problem. */
  retry(): void;
}

export function createTrafficView(
  client: WirebenchClient,
  source: RecordSource,
  pace: () => Promise<void> = slowPace,
): TrafficView {
  const store = createStore<TrafficState>(() => ({ traffic: null, problem: null }));
  let range: TrafficRange | null = null;
  let subscription: Disposable | undefined;
  const follow = (): void => {
    subscription?.dispose();
    if (range === null) return;
    subscription = client.subscribe(
      'records.traffic',
      { source, ...range },
      (traffic) => {
        store.setState({ traffic, problem: null });
        return pace();
      },
      (error) => error && store.setState({ problem: error.message }),
    );
  };
  return {
    store,
    look(next) {
      if (range !== null && isSameRange(range, next)) return;
      range = next;
      follow();
    },
    retry() {
      store.setState({ problem: null });
      follow();
    },
    dispose() {
      range = null;
      subscription?.dispose();
    },
  };
}

function isSameRange(left: TrafficRange, right: TrafficRange): boolean {
  return left.from === right.from && left.to === right.to && left.buckets === right.buckets;
}

async function slowPace(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, itemIntervalMs));
  await nextAnimationFrame();
}

const measureSchema = z.enum(['payloads', 'bytes']);
/** Microseconds since the epoch; `to` is exclusive. */
export interface TimeStretch {
  readonly from: number;
  readonly to: number;
}

/** What a chart counts per second. */
export type TrafficMeasure = z.infer<typeof measureSchema>;

const measureKey = 'wirebench.chart.measure';

/** The person's last choice. */
export function readTrafficMeasure(storage: KeyStorage): TrafficMeasure {
  return readStored(storage, measureKey, measureSchema) ?? 'payloads';
}

export function writeTrafficMeasure(storage: KeyStorage, measure: TrafficMeasure): void {
  writeStored(storage, measureKey, measure);
}
