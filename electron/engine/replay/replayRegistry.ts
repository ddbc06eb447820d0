import type { Connection, Endpoint } from '../../../shared/model/connection.ts';
import { factsOf } from '../../../shared/model/endpointKinds.ts';
import type { ReplayOptions } from '../../../shared/model/replay.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { replayIdSchema, type ReplayId } from '../../../shared/model/ids.ts';
import type { Clock } from '../base/deps.ts';
import { noTemplates } from '../session/noTemplates.ts';
import { resolvedText } from '../session/resolvedPlace.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';
import { Pace } from './pace.ts';
import type { LeftOptions, Replay, ReplayRegistry, StartReplayOptions } from './replay.ts';
import { isRecordedSecret, recordedTexts } from './recordedTexts.ts';
import { replayEndpoint } from './replayEndpoint.ts';
import { chosenTrust, replayTrust, type ReplayTrust } from './replayTrust.ts';
import { RunningReplay } from './runReplay.ts';
import { surveyRecording } from './survey.ts';

/** 32 ended replays can still be looked at; their verdicts take 20 bytes per payload. The oldest are forgotten first. */
const keptReplays = 32;
/** The longest name that a recording may have. */
const longestName = 200;

interface ReplayRegistryParts {
  readonly sessions: SessionRegistry;
  readonly makeId: () => string;
  readonly clock: Clock;
  /** The saved connections: their options are what the person here has chosen. */
  readonly connections: () => Promise<readonly Connection[]>;
}

/** Replays run in sessions of the given registry, and are recorded like all sessions. */
export function createReplayRegistry(parts: ReplayRegistryParts): ReplayRegistry {
  return new RunningReplayRegistry(parts);
}

class RunningReplayRegistry implements ReplayRegistry {
  private readonly parts: ReplayRegistryParts;
  private readonly replays = new Map<ReplayId, RunningReplay>();
  private readonly running = new Set<RunningReplay>();

  constructor(parts: ReplayRegistryParts) {
    this.parts = parts;
  }

  async start(start: StartReplayOptions): Promise<Replay> {
    try {
      const replay = await this.begin(start);
      this.keep(replay);
      return replay;
    } catch (error) {
      await start.source.close();
      throw error;
    }
  }

  get(id: ReplayId): Replay {
    const replay = this.replays.get(id);
    if (!replay) throw new WirebenchError('NOT_FOUND', 'This replay no longer exists. Start it again.');
    return replay;
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((replay) => replay.abandon()));
  }

  async leaves(
    source: RecordReader,
    choice: Pick<StartReplayOptions, 'madeWith' | 'templates'>,
  ): Promise<LeftOptions> {
    const { endpoint } = await source.info();
    const fields = chosenTrust(endpoint);
    if (fields.length === 0) return { fields, why: null, allows: null };
    const { own, why, allows } = await this.trust(endpoint, choice);
    return { fields: own === null ? fields : [], why, allows };
  }

  private async trust(
    recorded: Endpoint,
    {
      madeWith,
      templates = noTemplates(this.parts.clock),
    }: Pick<StartReplayOptions, 'madeWith' | 'templates'>,
  ): Promise<ReplayTrust> {
    return replayTrust(recorded, {
      connections: await this.parts.connections(),
      madeWith: madeWith?.connection ?? null,
      templates,
      elsewhere: madeWith?.elsewhere ?? (() => Promise.resolve([])),
    });
  }

  private async begin({
    source,
    recordingId,
    options,
    recordingPath,
    given,
    madeWith,
    templates = noTemplates(this.parts.clock),
  }: StartReplayOptions): Promise<RunningReplay> {
    const { sessions, makeId, clock } = this.parts;
    const info = await source.info();
    const { own } = await this.trust(info.endpoint, { templates, ...(madeWith && { madeWith }) });
    const recorded = await templates.resolve((resolver) =>
      recordedTexts(info.endpoint, own, given ? isRecordedSecret(resolver) : () => false),
    );
    const opened = (await resolvedText(options.to, templates)).text;
    const trust = given?.endpoint ?? (own ? 'own' : 'foreign');
    const endpoint = replayEndpoint(recorded, options.to, trust, opened);
    const survey = await surveyRecording(source, info, options.peer);
    if (survey.startsTls) requireStartTls(endpoint, options);
    const pace = new Pace(options, survey, clock);
    const session = await sessions.open({
      endpoint,
      name: `Replay of ${info.name}`.slice(0, longestName),
      connectionId: null,
      recordingPath,
      ...(given && { secrets: given.secrets }),
      templates,
      observer: pace.arrivals.observe,
    });
    const id = replayIdSchema.parse(makeId());
    return new RunningReplay({ id, recordingId, options, source, survey, session, pace });
  }

  private keep(replay: RunningReplay): void {
    this.replays.set(replay.id, replay);
    this.running.add(replay);
    void replay.ended.then(() => this.running.delete(replay));
    for (const [id, oldest] of this.replays) {
      if (this.replays.size <= keptReplays) return;
      if (!this.running.has(oldest)) this.replays.delete(id);
    }
  }
}

/** TLS can start in the middle only over TCP, and only when the replay waits for replies: it follows the answer to our last plain text. */
function requireStartTls({ kind }: Endpoint, { timing }: ReplayOptions): void {
  if (factsOf(kind).can.startTls && timing === 'wait') return;
  throw new WirebenchError(
    'BAD_REQUEST',
    'TLS was started in the middle of this recording, so it must be replayed to a tcp:// address and wait for the recorded replies. Choose both.',
  );
}
