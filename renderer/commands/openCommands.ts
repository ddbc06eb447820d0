import type { Endpoint } from '../../shared/model/connection.ts';
import { factsOf } from '../../shared/model/endpointKinds.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { formatStartInFull } from '../state/base/startTime.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';
import { focusOpened } from './panes.ts';

/** 200 recordings: older ones can be found in the sidebar. */
export const listedRecordings = 200;

/** Those that open one of the connections, or of the recordings, of which there are no more than `mostRecordings`, the newest. */
export function openCommands(
  { state, actions }: WindowParts,
  document: Document,
  mostRecordings: number,
): Command[] {
  return [
    ...state.connections.store.getState().connections.map(({ id, name, endpoint, folder }): Command => ({
      id: `open.${id}`,
      title: name,
      group: 'Connections',
      detail: [describeEndpoint(endpoint), folder].filter(Boolean).join(' · '),
      run: () => {
        actions.showConnection(id);
        focusOpened(document);
      },
    })),
    ...state.recordings.store
      .getState()
      .recordings.slice(0, mostRecordings)
      .map(({ id, name, startedAt, connection }): Command => ({
        id: `open.${id}`,
        title: name,
        group: 'Recordings',
        detail: [formatStartInFull(startedAt), ...describeConnection(state, connection)].join(' · '),
        run: () => {
          actions.showRecording(id);
          focusOpened(document);
        },
      })),
  ];
}

/** The kind and the address of the connection that a recording is of, where it is still there. */
function describeConnection(
  { connections }: WindowParts['state'],
  id: ConnectionId | null,
): readonly string[] {
  const connection = id === null ? undefined : connections.get(id);
  return connection ? [describeEndpoint(connection.endpoint)] : [];
}

/** A UDP socket that only receives has no address to send to. */
function describeEndpoint(endpoint: Endpoint): string {
  const place = endpoint.address === '' && 'bind' in endpoint ? endpoint.bind : endpoint.address;
  return [factsOf(endpoint.kind).name, place].filter(Boolean).join(' · ');
}
