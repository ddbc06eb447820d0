/**
 * What the pages of the documentation gain by a script: the theme that the person has chosen for the window, and a search. They are read
 * as well without it.
 */
import { themeKey } from '../state/window/themeKey.ts';
import { addSearch } from './searchField.ts';

/** As the window keeps it; the choice of the system’s theme sets none. */
const chosen = /^"(light|dark|contrast|contrast-light)"$/.exec(localStorage.getItem(themeKey) ?? '')?.[1];
if (chosen !== undefined) document.documentElement.dataset['theme'] = chosen;

document.addEventListener('DOMContentLoaded', () => {
  const place = document.querySelector<HTMLElement>('[data-search]');
  if (place) addSearch(place);
});
