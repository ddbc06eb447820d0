import type { editor } from 'monaco-editor/editor.js';
import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { fontsOf, themeName } from './editorOptions.ts';
import { monacoTheme } from './monacoTheme.ts';

/** Monaco has one theme for all editors, and writes its style sheet anew whenever that is set. */
export function followTheme({
  defineTheme,
  setTheme,
}: Pick<typeof editor, 'defineTheme' | 'setTheme'>): void {
  const { documentElement } = document;
  const draw = (): void => {
    const style = getComputedStyle(documentElement);
    const property = (name: string): string => style.getPropertyValue(name);
    defineTheme(themeName, monacoTheme(documentElement.dataset['theme'], property));
    setTheme(themeName);
  };
  draw();
  new MutationObserver(draw).observe(documentElement, { attributes: true, attributeFilter: ['data-theme'] });
}

/** Gives an editor the font of its container again whenever a person chooses another size of text. */
export function followFonts(
  container: HTMLElement,
  instance: Pick<editor.IStandaloneCodeEditor, 'updateOptions'>,
): Disposable {
  const observer = new MutationObserver(() => instance.updateOptions(fontsOf(container)));
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return toDisposable(() => observer.disconnect());
}
