import type { ConnectionId, RecordingId } from '../../shared/model/ids.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';
import { keyOfTab } from '../state/window/tabs.ts';
import { tabKeys } from './tabCommands.ts';

/** What can be done with the recording of the tab. */
export function recordingCommands(parts: WorkbenchParts, id: RecordingId): Command[] {
  const { state, actions } = parts;
  const group = 'This tab';
  return [
    {
      id: 'recording.rename',
      title: 'Rename this recording',
      group,
      keys: tabKeys.rename,
      run: () => state.tabs.renaming.setState(keyOfTab({ kind: 'recording', id }), true),
    },
    ...keepCommand(parts, id),
    replayCommand(parts, id, 'Replay this recording…'),
    copyCommand(parts, id, 'Save a copy of this recording…'),
    {
      id: 'recording.delete',
      title: 'Delete this recording…',
      group,
      acts: true,
      words: 'remove',
      run: () => actions.deleteRecording(id),
    },
  ];
}

/** The same for the newest recording of a connection that has ended, if there is one. */
export function recordingsOfConnection(parts: WorkbenchParts, connection: ConnectionId): Command[] {
  const ended = parts.state.recordings.store
    .getState()
    .recordings.find((each) => each.connection === connection && each.liveSession === null);
  if (!ended) return [];
  return [
    replayCommand(parts, ended.id, 'Replay the newest recording of this connection…'),
    copyCommand(parts, ended.id, 'Save a copy of the newest recording of this connection…'),
  ];
}

/** Shows the form that replays it; nothing is sent yet. */
function replayCommand({ actions, views }: WorkbenchParts, id: RecordingId, title: string): Command {
  return {
    id: 'recording.replay',
    title,
    group: 'This tab',
    words: 'repeat play again compare',
    run: () => {
      actions.showRecording(id);
      views.replaysShown.setState({ [id]: true });
    },
  };
}

function copyCommand({ actions }: WorkbenchParts, id: RecordingId, title: string): Command {
  return {
    id: 'recording.copy',
    title,
    group: 'This tab',
    words: 'export download share file wbs',
    run: () => actions.exportRecording(id),
  };
}

/** A recording is kept because a person named it; here they accept the name that it has. */
function keepCommand({ state, actions }: WorkbenchParts, id: RecordingId): Command[] {
  const recording = state.recordings.get(id);
  if (!recording || recording.named) return [];
  return [
    {
      id: 'recording.keep',
      title: 'Keep this recording',
      group: 'This tab',
      words: 'pin save storage',
      run: () => actions.renameRecording(id, recording.name),
    },
  ];
}
