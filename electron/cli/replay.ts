import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Owner } from '../../shared/base/lifecycle.ts';
import { onAbort } from '../../shared/base/onAbort.ts';
import { formatCount, formatCounted } from '../../shared/base/quantity.ts';
import { endpointOptions } from '../../shared/command/wirebenchOptions.ts';
import { nounOf, type Noun } from '../../shared/model/endpointKinds.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { recordingIdSchema } from '../../shared/model/ids.ts';
import {
  replayTimingSchema,
  type ReplayOptions,
  type ReplayProgress,
  type ReplayTiming,
} from '../../shared/model/replay.ts';
import type { Engine } from '../engine/engine.ts';
import type { Replay } from '../engine/replay/replay.ts';
import { chosenTrust } from '../engine/replay/replayTrust.ts';
import { describeLeft } from '../engine/session/load.ts';
import type { Session } from '../engine/session/session.ts';
import type { RecordReader } from '../engine/store/store.ts';
import { exitDone, exitFailed, UsageError, type Command, type Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine, parseTime } from './commandLine.ts';
import { clientEndpoint, readResolved, type CommandEndpoint, warnOfEncoding } from './endpoints.ts';
import { followRecords, hasOpened } from './followRecords.ts';
import { existingRecordingPath, newFilePath } from './recordingFiles.ts';
import { resolveArgument } from './resolvedCommand.ts';
import { commandTemplates, variableOptions } from './variables.ts';
import { createPrinter } from './recordPrinter.ts';
import { endingOf } from './sessionOutput.ts';
import { toSafeJson } from '../../shared/json/safeJson.ts';
import { withTemporaryEngine } from './temporaryEngine.ts';
import { describeUndelivered } from './undelivered.ts';

const help = `Usage: wirebench replay FILE --to URL [options]

Connects to URL, sends again what our side sent in the recording, and compares
the replies with the recorded ones. A stream is compared byte by byte, whatever
its chunks; datagrams and WebSocket messages are compared whole. Exit status 1
if a reply differs or is missing.

  --to URL                 tcp://, tls://, udp://, unix:, ws:// or wss://,
                           whichever fits the recording
  --timing original        at the recorded intervals (the default)
  --timing fast            without waiting
  --timing wait            as soon as the replies to the previous one arrived
  --speed X                with original timing: 2 is twice as fast, 0.5 half
  --for DURATION           end this long after opening: 250ms, 1.5s, 2m, 1h
  --save FILE              record the replay itself into FILE
  --proxy, --ca, --no-system-ca, --trust, --insecure, --cert, --key, --pfx,
  --passphrase, --servername, --alpn, --min-version, --max-version, --ciphers
                           as in connect --help, for tcp://, tls:// and wss://.
                           Certificates are verified: the recording's own proxy
                           and trust settings are not used; those that it has
                           are named on standard error.
  --env-var, --env, --workspace
                           variables, as in connect --help: of the URL, and of
                           secrets that the recording only names
  --full                   all bytes of a record, not only its first 64
  --json                   one JSON object per line, as in connect --help; the
                           last is {"event":"result","sent":2,"matched":2,
                           "mismatched":0,"missing":0}

Examples
  wirebench replay ping.wbs --to tcp://127.0.0.1:6379 --timing wait
  wirebench replay chat.wbs --to ws://127.0.0.1:8080/chat --speed 10 --json
`;

/** The options of `connect` that say which way to go and whom to trust. */
const trustOptions = {
  proxy: endpointOptions.proxy,
  ca: endpointOptions.ca,
  'no-system-ca': endpointOptions['no-system-ca'],
  trust: endpointOptions.trust,
  insecure: endpointOptions.insecure,
  cert: endpointOptions.cert,
  key: endpointOptions.key,
  pfx: endpointOptions.pfx,
  passphrase: endpointOptions.passphrase,
  servername: endpointOptions.servername,
  alpn: endpointOptions.alpn,
  'min-version': endpointOptions['min-version'],
  'max-version': endpointOptions['max-version'],
  ciphers: endpointOptions.ciphers,
} as const;

const options = {
  ...trustOptions,
  ...variableOptions,
  to: { type: 'string' },
  timing: { type: 'string' },
  speed: { type: 'string' },
  for: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean' },
  full: { type: 'boolean' },
} as const;

export const replay: Command = {
  help,
  run: runReplay,
};

async function runReplay(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseCommandLine(args, options);
  const path = await existingRecordingPath(onlyPositional(positionals, 'The file to replay'));
  if (values.to === undefined) throw new UsageError('--to is missing: give the URL to send it to.');
  const templates = await commandTemplates(values, args);
  const to = await resolveArgument(templates, '--to', values.to);
  readResolved(to, values.to, '--to');
  const { shown } = to;
  const {
    to: _,
    timing: __,
    speed: ___,
    for: ____,
    save: _____,
    json: ______,
    full: _______,
    ...trust
  } = values;
  const given = await clientEndpoint(shown, trust, templates, []);
  warnOfEncoding(to, surroundings);
  const timing = parseTiming(values.timing);
  const replayOptions: ReplayOptions = {
    to: shown,
    timing,
    speed: parseSpeed(values.speed, timing),
    peer: null,
    replyTimeoutMs: 5000,
  };
  const forMs = parseTime('--for', values.for);
  const recordingPath = await newFilePath('--save', values.save);
  return withTemporaryEngine({ readsWhereItWrites: false }, async (engine, folder) => {
    const source = await engine.store.open(path);
    try {
      return await run(engine, source, {
        options: replayOptions,
        given,
        givenOptions: new Set(Object.keys(trust)),
        recordingPath: recordingPath ?? join(folder, 'replay.wbs'),
        json: values.json ?? false,
        full: values.full ?? false,
        forMs,
        surroundings,
      });
    } finally {
      await source.close();
    }
  });
}

interface ReplayRun {
  readonly given: CommandEndpoint;
  /** The options of proxy and TLS that were written, by their names. */
  readonly givenOptions: ReadonlySet<string>;
  readonly options: ReplayOptions;
  readonly recordingPath: string;
  readonly json: boolean;
  readonly full: boolean;
  /** Stops the replay this long after it opened. */
  readonly forMs: number | null;
  readonly surroundings: Surroundings;
}

async function run(engine: Engine, source: RecordReader, replayRun: ReplayRun): Promise<number> {
  const { options: replayOptions, given, recordingPath, json, surroundings } = replayRun;
  const { output, stop } = surroundings;
  // Asked now: the replay closes the recording when it ends.
  const { endpoint } = await source.info();
  const noun = nounOf(endpoint.kind);
  warnOfLeft(endpoint, replayRun);
  const running = await engine.replays.start({
    source,
    // The file is in no workspace, so nobody looks it up by this id.
    recordingId: recordingIdSchema.parse('command-line'),
    options: replayOptions,
    recordingPath,
    given,
    templates: given.templates,
  });
  // Looked up now: an ended session that nobody shows is forgotten.
  const session = engine.sessions.get(running.progress.value.session);
  const listening = new Owner();
  for (const signal of [stop, output.gone]) listening.add(onAbort(signal, () => void running.stop()));
  const timer = stopLater(session, running, replayRun.forMs);
  await printReplay(session, replayRun);
  await running.ended;
  timer.abort();
  listening.dispose();
  const result = running.progress.value;
  await output.write(json ? `${toSafeJson(resultLine(result))}\n` : `${describeResult(result, noun)}\n`);
  await output.flush();
  return conclude(result, session, surroundings);
}

/** Says which options of the recording were left, unless they were given. */
function warnOfLeft(recorded: Endpoint, { givenOptions, surroundings }: ReplayRun): void {
  const left = Object.entries(trustOptions)
    .filter(([name, { field }]) => !givenOptions.has(name) && isChosen(recorded, field))
    .map(([name]) => `--${name}`);
  if (left.length === 0) return;
  const list = allOf.format(left);
  const [they, them] = left.length === 1 ? ['It is', 'it'] : ['They are', 'them'];
  surroundings.warn(
    `This was recorded with ${list}. ${they} not taken from a recording, since somebody else may have made it. Give ${them} here, if you want ${them}.`,
  );
}

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });

/** `proxy` has fields of its own. */
function isChosen(recorded: Endpoint, option: string): boolean {
  return chosenTrust(recorded).some((field) => field === option || field.startsWith(`${option}.`));
}

/** Stops the replay later, unless aborted. */
function stopLater(session: Session, running: Replay, forMs: number | null): AbortController {
  const enough = new AbortController();
  const wait = async (delayMs: number): Promise<void> => {
    if (!(await hasOpened(session))) return;
    await delay(delayMs, undefined, { signal: enough.signal });
    await running.stop();
  };
  // Aborted when the replay ended first.
  if (forMs !== null) wait(forMs).catch(() => undefined);
  return enough;
}

async function printReplay(session: Session, replayRun: ReplayRun): Promise<void> {
  const { output } = replayRun.surroundings;
  const printer = createPrinter(output, replayRun);
  if (await hasOpened(session)) {
    const opening = { facts: session.facts(null).value, info: session.info.value };
    await printer.began('open', session.endpoint.address, opening);
  }
  await followRecords(
    session,
    printer.windowBytes,
    (records, reader) => printer.records(records, reader),
    output.gone,
  );
  await printer.closed(endingOf(session));
}

function resultLine({ sent, matched, mismatched, missing }: ReplayProgress): object {
  return { event: 'result', sent, matched, mismatched, missing };
}

function describeResult(progress: ReplayProgress, noun: Noun): string {
  const { sent, toSend, matched, mismatched, missing, toReceive } = progress;
  return (
    `Sent ${formatCount(sent)} of ${formatCount(toSend)}. Of ${formatCounted(toReceive, noun)} received in the recording, ` +
    `${formatCount(matched)} came again, ${formatCount(mismatched)} differed, ${formatCount(missing)} did not come.`
  );
}

function conclude(result: ReplayProgress, session: Session, surroundings: Surroundings): number {
  if (surroundings.output.gone.aborted) return exitDone;
  const { phase, reason, mismatched, missing } = result;
  if (phase === 'done' && mismatched === 0 && missing === 0) {
    const undelivered = describeUndelivered(session.info.value);
    if (undelivered === null) return exitDone;
    surroundings.warn(undelivered);
    return exitFailed;
  }
  const differs = `What came is not what was recorded: ${formatCount(mismatched)} mismatched, ${formatCount(missing)} missing.`;
  const ending = reason ?? 'The replay was stopped.';
  const { left } = session;
  const unsent = left.count > 0 ? ` ${describeLeft(left)}` : '';
  surroundings.warn(phase === 'done' ? differs : `${ending}${unsent}`);
  return exitFailed;
}

function parseTiming(text: string | undefined): ReplayTiming {
  const timing = replayTimingSchema.safeParse(text ?? 'original');
  if (timing.success) return timing.data;
  throw new UsageError('--timing takes original, fast or wait.');
}

function parseSpeed(text: string | undefined, timing: ReplayTiming): number {
  if (text === undefined) return 1;
  if (timing !== 'original') throw new UsageError('--speed goes with --timing original only.');
  const speed = Number(text);
  if (/^\d*\.?\d+$/.test(text) && speed >= 0.01 && speed <= 1000) return speed;
  throw new UsageError('--speed takes a number from 0.01 to 1000, such as 2 or 0.5.');
}
