/** Under which the theme that a person has chosen is kept. */
export const themeKey = 'wirebench.theme';
