import { expect, it } from 'vitest';
import { createOpenDialogStore, showWhenFree } from '../../../renderer/state/window/openDialogs.ts';

it('a dialog that comes by itself waits for the one in which somebody types, and for those before it', () => {
  const dialogs = createOpenDialogStore();
  dialogs.setState({ kind: 'environments' }, true);
  showWhenFree(dialogs, { kind: 'imported', outcomes: [{ name: 'first', problem: 'Not read.' }] });
  showWhenFree(dialogs, { kind: 'imported', outcomes: [{ name: 'second', problem: 'Not read.' }] });
  expect(dialogs.getState()).toEqual({ kind: 'environments' });
  for (const name of ['first', 'second']) {
    dialogs.setState(null, true);
    expect(dialogs.getState()).toMatchObject({ kind: 'imported', outcomes: [{ name }] });
  }
  dialogs.setState(null, true);
  expect(dialogs.getState()).toBeNull();
  showWhenFree(dialogs, { kind: 'environments' });
  expect(dialogs.getState()).toEqual({ kind: 'environments' });
});
