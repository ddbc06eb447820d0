import type { Preferences } from '../../../shared/model/preference.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import type { HandlerParts } from './handlers.ts';

/** What an engine knows for a report. */
export interface ReportFacts {
  /** How many things of each kind there are. Nothing that a person has named is in it. */
  readonly counts: Readonly<Record<string, number>>;
  readonly settings: Preferences;
}

export async function reportFacts({
  workspace,
  recordings,
  sessions,
  preferences,
}: Pick<HandlerParts, 'workspace' | 'recordings' | 'sessions' | 'preferences'>): Promise<ReportFacts> {
  const connections = await workspace.connections.all();
  const infos = sessions.all.value.map(({ info }) => info.value);
  return {
    counts: {
      connections: connections.length,
      recordings: recordings.list.value.length,
      sessions: infos.length,
      ...countsOfLive(infos.filter(({ phase }) => !hasEnded(phase))),
    },
    settings: await preferences.read(),
  };
}

function countsOfLive(live: readonly SessionInfo[]): Record<string, number> {
  const sum = (of: (info: SessionInfo) => number): number =>
    live.reduce((total, info) => total + of(info), 0);
  return {
    ...countOf(
      'live sessions',
      live.map(({ endpoint }) => endpoint.kind),
    ),
    ...countOf(
      'live recordings',
      live.map(({ recording }) => recording.state),
    ),
    'connected peers': sum(({ openPeers }) => openPeers),
    'live records': sum(({ records }) => records),
    'bytes received': sum(({ bytesIn }) => bytesIn),
    'bytes sent': sum(({ bytesOut }) => bytesOut),
    'bytes waiting': sum(({ queuedBytes }) => queuedBytes),
  };
}

function countOf(what: string, kinds: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [`${what}: ${kind}`, all.length]),
  );
}
