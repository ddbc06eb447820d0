import { describe, expect, it } from 'vitest';
import { environmentIdSchema } from '../../../shared/model/ids.ts';
import { environmentOfExamples, TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const activeIn = ({ state }: TestWindow): string | null => state.environments.store.getState().active;

describe('examples that are added', () => {
  it('are used with their environment where none was chosen', async () => {
    using window = await TestWindow.open();
    window.actions.addExamples();
    await until(() => window.openTabs().includes('connection:example'));
    expect(activeIn(window)).toBe(environmentOfExamples);
    expect(window.said()).toEqual([]);
  });

  it('leave the environment that a person chose, and offer theirs', async () => {
    using window = await TestWindow.open();
    const { state, actions } = window;
    const chosen = environmentIdSchema.parse('production');
    state.environments.choose(chosen);
    actions.addExamples();
    await until(() => window.openTabs().includes('connection:example'));
    expect(activeIn(window)).toBe(chosen);
    const [offer] = state.toasts.store.getState();
    expect(offer?.text).toContain('Yours is still active.');
    offer?.action?.run();
    expect(activeIn(window)).toBe(environmentOfExamples);
  });
});
