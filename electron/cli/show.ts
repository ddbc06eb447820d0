import { formatCount } from '../../shared/base/quantity.ts';
import { formatBytes } from '../../shared/bytes/sizes.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { parseFilter } from '../../shared/filter/parseFilter.ts';
import type { RecordingInfo } from '../../shared/model/recording.ts';
import type { RecordReader } from '../engine/store/store.ts';
import { exitDone, type Command, type Surroundings } from './command.ts';
import { describeProblem, onlyPositional, parseCommandLine } from './commandLine.ts';
import { readMatches, readRecords, type RowsTaken } from './followRecords.ts';
import { existingRecordingPath } from './recordingFiles.ts';
import { createPrinter, type RecordPrinter } from './recordPrinter.ts';
import { withTemporaryEngine } from './temporaryEngine.ts';

const help = `Usage: wirebench show FILE [--filter FILTER] [--json]

Prints a recording: what --save made, or a .wbs file from the workspace. Nothing
is connected, and no record is changed; a file of an older version is brought up
to date. One that is damaged, or made by a newer Wirebench, is exit status 1.

  --filter FILTER          only what matches: dir:in kind:text size>1k peer:3
                           after:12.5s before:30s "text" /expression/i
                           hex:de??beef, joined by and, or, not and parentheses
  --json                   one JSON object a line, as in connect --help

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
    json: { type: 'boolean' },
  });
  checkFilter(values.filter);
  const path = await existingRecordingPath(onlyPositional(positionals, 'The file to show'));
  return withTemporaryEngine(async (engine) => {
    const reader = await engine.store.open(path);
    try {
      await print(reader, values.filter, values.json ?? false, surroundings);
    } finally {
      await reader.close();
    }
    return exitDone;
  });
}

/** Before the file is opened, so that what is wrong can be shown in its place. */
function checkFilter(filter: string | undefined): void {
  const parsed = parseFilter(filter ?? '');
  if (!parsed.ok) throw describeProblem('--filter', filter ?? '', parsed.problem[0]);
}

async function print(
  reader: RecordReader,
  filter: string | undefined,
  asJson: boolean,
  { output, stop }: Surroundings,
): Promise<void> {
  const info = await reader.info();
  const printer = createPrinter(output, asJson);
  if (!asJson) await output.write(describe(info));
  await beginAsRecorded(info, printer);
  let reason = info.complete ? 'The recording ends here.' : 'The recording ends here; it was not finished.';
  const taken: RowsTaken = async (rows, source) => {
    const last = rows.findLast(({ kind }) => kind === 'closed' || kind === 'failed');
    reason = last?.note ?? reason;
    await printer.records(rows, source);
  };
  const signal = AbortSignal.any([stop, output.gone]);
  if (filter === undefined) await readRecords(reader, taken, signal);
  else await readMatches(reader, filter, taken, signal);
  await printer.closed({ reason, failed: false, code: null, field: null, facts: null });
}

/** What never opened has no first line, just as when it happened. */
async function beginAsRecorded(info: RecordingInfo, printer: RecordPrinter): Promise<void> {
  const opening = info.facts && { facts: info.facts, info: null };
  if (info.url !== null) await printer.began('listening', info.url, opening);
  else if (info.peers.length > 0) await printer.began('open', info.endpoint.address, opening);
}

function describe(info: RecordingInfo): string {
  const started = new Date(Math.floor(info.startedAt / 1000)).toLocaleString('sv');
  const facts = [
    `${formatCount(info.records)} records`,
    `received ${formatCount(info.framesIn)} frames, ${formatBytes(info.bytesIn)}`,
    `sent ${formatCount(info.framesOut)} frames, ${formatBytes(info.bytesOut)}`,
    ...(info.complete ? [] : ['not finished']),
  ];
  return `${visibleLine(info.name)}\n${info.endpoint.kind}, ${started}: ${facts.join('; ')}\n\n`;
}
