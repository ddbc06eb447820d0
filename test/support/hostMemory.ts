import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { WebSocket } from 'ws';

/** What a program holds, after its garbage was collected. */
export interface Held {
  /** Live objects and the buffers outside the heap of its first thread, in bytes. */
  readonly memoryBytes: number;
  /** Linux only. Without those that a thread's event loop has: the store's second thread begins when something is first read. */
  readonly openFiles: number;
}

/** Asks a program of ours, by its inspector, what it holds. */
export async function heldBy(pid: number, inspectorUrl: string): Promise<Held> {
  const inspector = new WebSocket(inspectorUrl);
  await once(inspector, 'open');
  try {
    await ask(inspector, 'HeapProfiler.enable');
    // What a finalizer lets go of is collected the second time.
    for (let round = 0; round < 2; round += 1) await ask(inspector, 'HeapProfiler.collectGarbage');
    const expression = 'JSON.stringify(process.memoryUsage())';
    const { result } = (await ask(inspector, 'Runtime.evaluate', { expression })) as {
      result: { value: string };
    };
    const { heapUsed, external } = JSON.parse(result.value) as { heapUsed: number; external: number };
    return { memoryBytes: heapUsed + external, openFiles: openFilesOf(pid) };
  } finally {
    inspector.terminate();
  }
}

function openFilesOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((name) => !linkOf(`${folder}/${name}`).startsWith('anon_inode:')).length;
}

/** What an open file is; empty when it was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

let lastId = 0;

async function ask(inspector: WebSocket, method: string, params: object = {}): Promise<unknown> {
  lastId += 1;
  const id = lastId;
  inspector.send(JSON.stringify({ id, method, params }));
  for (;;) {
    const [data] = (await once(inspector, 'message')) as [Buffer];
    const answer = JSON.parse(data.toString()) as { id?: number; result?: unknown };
    if (answer.id === id) return answer.result;
  }
}
