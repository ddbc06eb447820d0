import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../base/client.ts';
import { whenReconnected } from '../base/pace.ts';
import { PageLoader } from '../base/pageLoader.ts';

/** 64 windows are 4 MiB. */
const windowsKept = 64;

interface ByteWindowState {
  /** Grows whenever `block` may return something else. */
  readonly version: number;
  /** A sentence: why bytes are missing. */
  readonly problem: string | null;
}

/** Bytes of a record from offset `start` on. The same object is returned until it is dropped. */
export interface ByteBlock {
  readonly start: number;
  readonly bytes: Uint8Array;
}

export interface ByteWindowOptions {
  /** How many bytes of the record are requested at once, which is the length of a block; 64 KiB by default. */
  readonly blockBytes?: number;
  /** How many bytes of its neighbours a block also has on each side. None by default. */
  readonly marginBytes?: number;
}

/** A window's view of one record's bytes: the stretches on the screen, whatever the record's size. */
export interface ByteWindow extends Disposable {
  readonly store: StoreApi<ByteWindowState>;
  /** Size of the record, in bytes. */
  readonly size: number;
  readonly blockBytes: number;
  /** The block that holds the byte at `offset`, if it is loaded. */
  block(offset: number): ByteBlock | undefined;
  /** Says which bytes are on the screen, `to` exclusive; missing ones are requested. */
  show(from: number, to: number): void;
  /** Requests again after a problem. */
  retry(): void;
}

/** A record of the given size; `seq` is its sequence number. */
export function createByteWindow(
  client: WirebenchClient,
  source: RecordSource,
  record: { readonly seq: number; readonly size: number },
  options: ByteWindowOptions = {},
): ByteWindow {
  const { blockBytes = largestWindowBytes, marginBytes = 0 } = options;
  const owner = new Owner();
  const store = createStore<ByteWindowState>(() => ({ version: 0, problem: null }));
  const blocks = owner.add(
    new PageLoader<ByteBlock>({
      load: async (index, signal) => {
        const start = Math.max(0, index * blockBytes - marginBytes);
        const length = (index + 1) * blockBytes + marginBytes - start;
        const input = { source, seq: record.seq, offset: start, length };
        const { body } = await client.call('records.bytes', input, { signal });
        return { start, bytes: body };
      },
      isMissing: (_, block) => block === undefined,
      arrived: () => store.setState(({ version }) => ({ version: version + 1, problem: null })),
      failed: (error) => store.setState({ problem: messageOf(error) }),
      pagesKept: windowsKept,
    }),
  );
  const retry = (): void => {
    store.setState({ problem: null });
    blocks.retry();
  };
  owner.add(whenReconnected(client, retry));
  return {
    store,
    size: record.size,
    blockBytes,
    block: (offset) => blocks.get(Math.floor(offset / blockBytes)),
    show(from, to) {
      const wanted: number[] = [];
      const end = Math.min(to, record.size);
      for (let index = Math.floor(Math.max(0, from) / blockBytes); index * blockBytes < end; index += 1) {
        wanted.push(index);
      }
      blocks.want(wanted);
    },
    retry,
    dispose: () => owner.dispose(),
  };
}
