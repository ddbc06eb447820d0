import { parseAddress } from '../../../shared/model/address.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { kindOfScheme } from '../../../shared/model/endpointKinds.ts';
import type { Errand } from '../../../shared/model/errand.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import { askInTurn } from '../base/questions.ts';
import type { FileProgress } from '../workspace/files.ts';
import { importedRecording } from '../workspace/importedRecording.ts';
import type { WorkbenchActions } from './actions.ts';
import { openRecording } from './openRecording.ts';
import type { WorkbenchState } from './workbench.ts';

/** Does what a person asked the desktop program for outside of this window, one after the other. A browser is asked for nothing. */
export function followErrands(
  state: WorkbenchState,
  actions: Pick<WorkbenchActions, 'newConnectionTo'>,
): Disposable {
  let subscription: Disposable | null = null;
  let last = Promise.resolve();
  const run = (errand: Errand): void => {
    last = last
      .then(() => runErrand(errand, state, actions))
      .catch((error: unknown) => state.toasts.failed(error));
  };
  const look = (): void => {
    if (state.app.getState()?.host === 'desktop')
      subscription ??= state.client.subscribe('errands.taken', {}, run);
  };
  const stop = state.app.subscribe(look);
  look();
  return toDisposable(() => {
    stop();
    subscription?.dispose();
  });
}

async function runErrand(
  errand: Errand,
  state: WorkbenchState,
  actions: Pick<WorkbenchActions, 'newConnectionTo'>,
): Promise<void> {
  switch (errand.kind) {
    case 'recording':
      return openRecording(state, (progress, signal) => importErrand(errand.file, state, progress, signal));
    case 'connection':
      askForConnection(errand.address, state, actions);
      return;
    case 'problem':
      throw new Error(errand.sentence);
  }
}

function importErrand(
  file: number,
  { client }: WorkbenchState,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<RecordingId | null> {
  return importedRecording(
    (taken, ended) => client.subscribe('errands.openFile', { file }, taken, ended),
    progress,
    signal,
  );
}

/** Whoever wrote the link is not known: a person looks at the address first. */
function askForConnection(
  address: string,
  { questions }: Pick<WorkbenchState, 'questions'>,
  { newConnectionTo }: Pick<WorkbenchActions, 'newConnectionTo'>,
): void {
  const parsed = parseAddress(address);
  const kind = parsed.ok ? kindOfScheme(parsed.value.scheme, 'client') : undefined;
  if (kind === undefined) return;
  askInTurn(questions, {
    title: 'Make a new connection from a link?',
    text: `A link that was opened outside of Wirebench asks for a connection to ${quoted(address)}. Nothing is connected, sent or saved before you do it.`,
    action: 'Make it',
    isHarmless: true,
    comesFromOutside: true,
    run: () => {
      newConnectionTo(kind, address);
      return Promise.resolve();
    },
  });
}
