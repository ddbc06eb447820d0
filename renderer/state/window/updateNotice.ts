import { assertNever } from '../../../shared/base/never.ts';
import type { Updates, UpdateStep } from '../../../shared/model/updates.ts';

/** A button of the notice: what it asks the program for, or what it decides of looking by itself. */
export interface UpdateAction {
  readonly label: string;
  /** Its id in the palette. */
  readonly command: string;
  readonly does: { readonly step: UpdateStep } | { readonly looksForUpdates: boolean };
}

/** What the window says of new versions. */
interface UpdateNotice {
  readonly tone: 'plain' | 'danger';
  readonly text: string;
  /** What is new, as plain text. */
  readonly notes?: string;
  /** Of 1; null while it is not known. */
  readonly share?: number | null;
  readonly actions: readonly UpdateAction[];
}

interface Told extends Updates {
  /** This version; empty until the engine has answered. */
  readonly version: string;
  /** Whether it is to be looked for by itself; null until the person has said so. */
  readonly looksForUpdates: boolean | null;
}

const cancel: UpdateAction = { label: 'Cancel', command: 'updates.cancel', does: { step: 'cancel' } };
const again: UpdateAction = { label: 'Try again', command: 'updates.again', does: { step: 'look' } };
const openPage: UpdateAction = {
  label: 'Open the page',
  command: 'updates.page',
  does: { step: 'openPage' },
};
const download: UpdateAction = {
  label: 'Download',
  command: 'updates.download',
  does: { step: 'download' },
};
const install: UpdateAction = {
  label: 'Restart and install',
  command: 'updates.install',
  does: { step: 'install' },
};

/** Null where there is nothing to say. */
export function updateNotice({ from, state, version, looksForUpdates }: Told): UpdateNotice | null {
  if (from === null) return null;
  switch (state.is) {
    case 'quiet':
      return looksForUpdates === null ? question(from) : null;
    case 'looking':
      return { tone: 'plain', text: `Asking ${from} for a new version…`, actions: [] };
    case 'newest':
      return { tone: 'plain', text: `Wirebench ${version} is the newest version.`, actions: [] };
    case 'found': {
      const [how, action] = state.isInstallable
        ? ['', download]
        : [` Get it from the page of the releases: this installation cannot replace itself.`, openPage];
      const text = `Wirebench ${state.version} is out; this is ${version}.${how}`;
      return { tone: 'plain', text, ...notesOf(state.notes), actions: [action] };
    }
    case 'downloading': {
      const { receivedBytes, totalBytes } = state;
      const share = totalBytes === 0 ? null : receivedBytes / totalBytes;
      return { tone: 'plain', text: `Downloading Wirebench ${state.version}…`, share, actions: [cancel] };
    }
    case 'downloaded': {
      const text = `Wirebench ${state.version} was downloaded and checked. Only this button installs it; quitting does not.`;
      return { tone: 'plain', text, actions: [install] };
    }
    case 'failed':
      return { tone: 'danger', text: state.sentence, actions: [again] };
    default:
      return assertNever(state);
  }
}

/** Asked once: nobody has agreed to a request that they did not make. */
function question(from: string): UpdateNotice {
  return {
    tone: 'plain',
    text: `Look for new versions of Wirebench? After each start and once a day, it asks ${from} for one small file. Nothing about you is sent, and nothing is installed by itself.`,
    actions: [
      { label: 'Look for new versions', command: 'updates.wanted', does: { looksForUpdates: true } },
      { label: 'Do not look', command: 'updates.unwanted', does: { looksForUpdates: false } },
    ],
  };
}

function notesOf(notes: string): Pick<UpdateNotice, 'notes'> {
  return notes.trim() === '' ? {} : { notes: notes.trim() };
}
