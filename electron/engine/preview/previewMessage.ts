import type { Destination } from '../../../shared/model/messageProblem.ts';
import {
  largestPreviewBytes,
  mostPreviewStretches,
  sourceOf,
  type MessagePreview,
  type PreviewedBytes,
} from '../../../shared/model/preview.ts';
import {
  partsOfTemplate,
  writtenProblem,
  type MessagePart,
  type WrittenMessage,
} from '../../../shared/model/writtenMessage.ts';
import type { Templates } from '../template/templates.ts';
import { secretStretches } from './secretStretches.ts';

interface PreviewedMessage {
  readonly written: WrittenMessage;
  readonly destination: Destination;
  /** How often it was sent before in its session. */
  readonly sentBefore: number;
  /** A person asked to see the secrets in it. */
  readonly isRevealed: boolean;
}

/** The preview, and its first bytes. */
interface PreviewWithBytes {
  readonly preview: MessagePreview;
  readonly bytes: Uint8Array;
}

/** Says what would be sent for a message, and sends and counts nothing: its bytes come from the code that sends it. */
export function previewMessage(message: PreviewedMessage, templates: Templates): Promise<PreviewWithBytes> {
  const { written, destination, sentBefore, isRevealed } = message;
  return templates.resolve((resolver) => {
    const parts = partsOfTemplate(written, resolver);
    if (!parts.ok) {
      const problems = parts.problem.map(({ message: text, place }) => ({
        message: text,
        place: place && { from: place.from, to: place.to },
      }));
      const allows = [...new Set(parts.problem.flatMap((problem) => problem.allows ?? []))];
      return { preview: { size: 0, stretches: [], problems, allows }, bytes: new Uint8Array() };
    }
    const all = Buffer.concat(parts.value.map(({ bytes }) => bytes));
    const problem = writtenProblem(written, all, destination);
    const stretches = stretchesOf(parts.value, written, isRevealed);
    return {
      preview: {
        size: all.length,
        stretches,
        allows: [],
        problems: problem === null ? [] : [{ message: problem.message, place: null }],
      },
      bytes: withoutHidden(all, stretches),
    };
  }, sentBefore);
}

/** The stretches of the bytes that are shown. Neighbours of one source are one. */
function stretchesOf(
  parts: readonly MessagePart[],
  written: WrittenMessage,
  isRevealed: boolean,
): PreviewedBytes[] {
  const stretches: PreviewedBytes[] = [];
  let at = 0;
  let isFull = false;
  const add = (source: PreviewedBytes['source'], size: number, isHidden: boolean): void => {
    const to = Math.min(at + size, largestPreviewBytes);
    const last = stretches.at(-1);
    if (to === at || isFull) return;
    if (last?.source === source && last.isHidden === isHidden)
      stretches[stretches.length - 1] = { ...last, to };
    else if (stretches.length < mostPreviewStretches) stretches.push({ source, from: at, to, isHidden });
    // Nothing that follows is shown, or what was left out would seem to be of the last one.
    else isFull = true;
    at = to;
  };
  for (const part of parts) {
    const source = sourceOf(part.value);
    if (source !== 'secret' || isRevealed) add(source, part.bytes.length, false);
    else for (const { isSecret, size } of secretStretches(part, written)) add('secret', size, isSecret);
    if (isFull || at >= largestPreviewBytes) break;
  }
  return stretches;
}

/** A copy of the bytes in these stretches, with zeros for what is hidden. */
function withoutHidden(all: Uint8Array, stretches: readonly PreviewedBytes[]): Uint8Array {
  const shown = all.slice(0, stretches.at(-1)?.to ?? 0);
  for (const { from, to, isHidden } of stretches) if (isHidden) shown.fill(0, from, to);
  return shown;
}
