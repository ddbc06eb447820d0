import { createStore, type StoreApi } from 'zustand/vanilla';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { EnvironmentId, PeerId, RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import type { PeerToShow } from './showPeer.ts';
import type { AsideChoice } from './asidePane.ts';
import type { ClearedViews } from './clearedViews.ts';
import type { WirebenchClient } from '../base/client.ts';
import { createConnectionFactsView, type ConnectionFactsView } from '../sessions/connectionFacts.ts';
import { createOpenRecording, type OpenRecording } from '../workspace/openRecording.ts';
import { createPeerView, type PeerView } from '../sessions/peers.ts';
import { Holds, Recent } from '../base/recent.ts';
import { createRecordView } from '../records/createRecordView.ts';
import type { RecordView } from '../records/recordView.ts';
import type { RecordingStore } from '../workspace/recordings.ts';
import { createReplayView, isRunning, type ReplayView } from '../sessions/replays.ts';
import type { ReplayNews } from './replayNews.ts';

/** 8 of each are followed while their tabs are hidden, so that returning to one costs nothing; the others start again. */
const keptViews = 8;
/** 32: the result of a replay cannot be requested again once it is released. */
const keptReplays = 32;

/** The views of the tabs, kept from one visit of a tab to the next. */
export interface OpenViews extends Disposable {
  /** A view is kept until the result is disposed, however many others are used meanwhile. */
  hold(view: object): Disposable;
  recordsOfSession(session: SessionId): RecordView;
  /** The same for the tab of the recording that a session is written to: beside the session’s own tab, it is scrolled and filtered by itself. */
  recordsBeingWritten(session: SessionId): RecordView;
  recordsOfRecording(recording: RecordingId): RecordView;
  recording(recording: RecordingId): OpenRecording;
  peers(session: SessionId): PeerView;
  /** The facts of a client, or (with a peer) of one link of a server. */
  facts(session: SessionId, peer: PeerId | null): ConnectionFactsView;
  replay(recording: RecordingId): ReplayView;
  /** Whether the replay below a recording is shown, where the person has said so. */
  readonly replaysShown: StoreApi<Readonly<Record<RecordingId, boolean>>>;
  /** The results of repetitions that the person has dismissed, by session, as they are told. */
  readonly dismissed: StoreApi<Readonly<Record<SessionId, string>>>;
  /** The send targets, by session. */
  readonly targets: StoreApi<Readonly<Record<SessionId, SendTarget>>>;
  /** The peer that the keys are on in the list of a session, which the panel of the connection is about; null for none. */
  readonly peerCursors: StoreApi<Readonly<Record<SessionId, PeerId | null>>>;
  /** The peer that the list of a session is to show: a new object each time. */
  readonly peersToShow: StoreApi<Readonly<Record<SessionId, PeerToShow>>>;
  /** The person's choice of pane beside the timeline, by session or recording. */
  readonly asides: StoreApi<Readonly<Record<string, AsideChoice>>>;
}

export interface OpenViewsParts {
  readonly client: WirebenchClient;
  readonly recordings: RecordingStore;
  /** The one that applies to a replay when it starts. */
  readonly environment: () => EnvironmentId | null;
  readonly cleared: ClearedViews;
  readonly replays: ReplayNews;
}

export function createOpenViews(parts: OpenViewsParts): OpenViews {
  const { client, recordings, environment, cleared } = parts;
  const { replayed, replayEnds } = parts.replays;
  const owner = new Owner();
  const holds = new Holds();
  const isHeld = (view: object): boolean => holds.has(view);
  const records = owner.add(new Recent<RecordView>(keptViews, isHeld));
  const opened = owner.add(new Recent<OpenRecording>(keptViews, isHeld));
  const peers = owner.add(new Recent<PeerView>(keptViews, isHeld));
  const facts = owner.add(new Recent<ConnectionFactsView>(keptViews, isHeld));
  const replays = owner.add(new Recent<ReplayView>(keptReplays, isHeld));
  const newReplay = (recording: RecordingId): ReplayView => {
    const view = createReplayView(client, recording, { environment });
    let startedMs = 0;
    view.store.subscribe(({ progress }, before) => {
      const didRun = before.progress !== null && isRunning(before.progress);
      if (progress && !didRun && isRunning(progress)) startedMs = performance.now();
      if (progress && didRun && !isRunning(progress) && progress.phase !== 'stopped') {
        replayEnds.emit({ recording, progress, tookMs: performance.now() - startedMs });
      }
      if (progress?.session !== before.progress?.session) replayed.setState(sessionsOf(replays.all()), true);
    });
    return view;
  };
  const liveView = (key: string, session: SessionId): RecordView =>
    records.get(key, () =>
      createRecordView(
        client,
        { session },
        {
          live: true,
          hidden: cleared.of(key),
          hid: (hidden) => cleared.keep(key, hidden),
        },
      ),
    );
  const followFiles = recordings.store.subscribe((now, before) => {
    const left = new Map(now.recordings.map((recording) => [recording.id, recording]));
    for (const { id, first } of before.recordings) {
      const recording = left.get(id);
      if (!recording) {
        // Another file of that name may take its place.
        records.drop(keyOfRecording(id));
        opened.drop(id);
      } else if (recording.first < first && recording.liveSession === null) {
        records.peek(keyOfRecording(id))?.readAgain();
        opened.peek(id)?.openAgain();
      }
    }
  });
  owner.add(toDisposable(followFiles));
  return {
    recordsOfSession: (session) => liveView(`session ${session}`, session),
    recordsBeingWritten: (session) => liveView(`written ${session}`, session),
    recordsOfRecording: (recording) =>
      records.get(keyOfRecording(recording), () => createRecordView(client, { recording }, { live: false })),
    recording: (id) => opened.get(id, () => createOpenRecording(recordings, id)),
    peers: (session) => peers.get(session, () => createPeerView(client, session)),
    facts: (session, peer) =>
      facts.get(`${session} ${peer}`, () => createConnectionFactsView(client, session, peer)),
    replay: (recording) => replays.get(recording, () => newReplay(recording)),
    dismissed: createStore<Readonly<Record<SessionId, string>>>(() => ({})),
    replaysShown: createStore<Readonly<Record<RecordingId, boolean>>>(() => ({})),
    targets: createStore<Readonly<Record<SessionId, SendTarget>>>(() => ({})),
    peerCursors: createStore<Readonly<Record<SessionId, PeerId | null>>>(() => ({})),
    peersToShow: createStore<Readonly<Record<SessionId, PeerToShow>>>(() => ({})),
    asides: createStore<Readonly<Record<string, AsideChoice>>>(() => ({})),
    hold: (view) => holds.hold(view),
    dispose: () => owner.dispose(),
  };
}

function keyOfRecording(id: RecordingId): string {
  return `recording ${id}`;
}

function sessionsOf(replays: readonly ReplayView[]): readonly SessionId[] {
  return replays.flatMap(({ store }) => store.getState().progress?.session ?? []);
}
