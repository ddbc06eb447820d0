import { countedInWords, formatCounted } from '../../shared/base/quantity.ts';
import { formatBytes } from '../../shared/bytes/sizes.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import { filterHints } from '../../shared/filter/filterHints.ts';
import { parseFilter } from '../../shared/filter/parseFilter.ts';
import { exitDone, exitFailed, type Command, type Surroundings } from './command.ts';
import { describeProblem, onlyPositional, parseCommandLine } from './commandLine.ts';
import { existingRecordingPath } from './recordingFiles.ts';
import { createPrinter, type Look, type RecordPrinter } from './recordPrinter.ts';
import { ShownRecording, type Taker } from './shownRecording.ts';
import { withTemporaryEngine } from './temporaryEngine.ts';

const help = `Usage: wirebench show FILE [--filter FILTER] [--json]

Prints a recording: what --save wrote, or a .wbs file from the workspace. It
connects to nothing and changes no record; a file of an older version is brought
up to date. Of a damaged file, it prints everything sound, and a note where
something is missing; exit status 1. With --filter, only damage in matching
records is noticed.

  --filter FILTER          only what matches: dir:in kind:text size>1k peer:3
                           after:12.5s before:30s "text" /expression/i
                           hex:de??beef mark:red mark:"note", joined by
                           and, or, not and parentheses
  --full                   all bytes of a record, not only its first 64
  --json                   one JSON object per line, as in connect --help,
                           with "mark" where a record has one;
                           {"event":"damaged","from":5,"to":9,"problem":"…"}
                           replaces records that cannot be read

Examples
  wirebench show ping.wbs
  wirebench show ping.wbs --filter 'dir:in and "PONG"'
  wirebench show ping.wbs --json | jq -r 'select(.direction == "in").text'
`;

export const show: Command = {
  help,
  run: runShow,
};

async function runShow(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    filter: { type: 'string' },
    full: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  checkFilter(values.filter, surroundings);
  const path = await existingRecordingPath(onlyPositional(positionals, 'The file to show'));
  const look = { json: values.json ?? false, full: values.full ?? false };
  return withTemporaryEngine({ readsWhereItWrites: true }, async (engine) => {
    await using shown = await ShownRecording.open(engine.store, path);
    await print(shown, values.filter ?? null, look, surroundings);
    if (shown.damages === 0) return exitDone;
    const places = countedInWords(shown.damages, 'place');
    surroundings.warn(
      `The recording is damaged at ${places}. Everything sound was printed, with a note where something is missing.`,
    );
    return exitFailed;
  });
}

/** Checked before the file is opened, so that the message can show where the filter is wrong. */
function checkFilter(filter: string | undefined, { warn }: Surroundings): void {
  const parsed = parseFilter(filter ?? '');
  if (!parsed.ok) throw describeProblem('--filter', filter ?? '', parsed.problem[0]);
  for (const hint of filterHints(filter ?? '')) warn(describeProblem('--filter', filter ?? '', hint).message);
}

async function print(
  shown: ShownRecording,
  filter: string | null,
  look: Look,
  { output, stop }: Surroundings,
): Promise<void> {
  const head = await shown.head();
  const printer = createPrinter(output, look);
  if (!look.json) await output.write(describe(head));
  await beginAsRecorded(head, printer);
  let reason = head.complete ? 'The recording ends here.' : 'The recording ends here; it was not finished.';
  const taker: Taker = {
    windowBytes: printer.windowBytes,
    records: async (records, source) => {
      const last = records.findLast(({ kind }) => kind === 'closed' || kind === 'failed');
      reason = last?.note ?? reason;
      await printer.records(records, source);
    },
    damaged: (place, problem) => printer.damaged(place, problem),
  };
  await shown.read(filter, taker, AbortSignal.any([stop, output.gone]));
  await printer.closed({ reason, failed: false, code: null, field: null, facts: null });
}

type Head = Awaited<ReturnType<ShownRecording['head']>>;

/** A session that never opened has no first line, just as when it was live. */
async function beginAsRecorded({ url, peers, endpoint, facts }: Head, printer: RecordPrinter): Promise<void> {
  const opening = facts && { facts, info: null };
  if (url !== null) await printer.began('listening', url, opening);
  else if (endpoint !== null && (peers === undefined || peers.length > 0)) {
    await printer.began('open', endpoint.address, opening);
  }
}

/** Whatever the file says about itself. */
function describe(head: Head): string {
  const { name, endpoint, startedAt, complete } = head;
  const started = startedAt === null ? [] : [new Date(Math.floor(startedAt / 1000)).toLocaleString('sv')];
  const what = [...(endpoint === null ? [] : [endpoint.kind]), ...started].join(', ');
  const blanked = head.blanked ?? null;
  const copied = blanked === null ? [] : [`secrets blanked in ${formatCounted(blanked, 'record')}`];
  const facts = [...counts(head), ...copied, ...(complete ? [] : ['not finished'])].join('; ');
  const lines = [visibleLine(name ?? ''), [what, facts].filter((part) => part !== '').join(': ')];
  return `${lines.filter((line) => line !== '').join('\n')}\n\n`;
}

function counts({ endpoint, records, payloadsIn, bytesIn, payloadsOut, bytesOut }: Head): string[] {
  if (records === undefined) return [];
  const noun = endpoint === null ? 'record' : nounOfRecorded(endpoint.kind);
  return [
    formatCounted(records, 'record'),
    `received ${formatCounted(payloadsIn ?? 0, noun)}, ${formatBytes(bytesIn ?? 0)}`,
    `sent ${formatCounted(payloadsOut ?? 0, noun)}, ${formatBytes(bytesOut ?? 0)}`,
  ];
}
