/** Pages that stand together in the list beside every page; by the names of their files, in order. */
interface PageGroup {
  readonly title: string;
  readonly pages: readonly string[];
}

/** Every page of the documentation, but its first. */
export const pageGroups: readonly PageGroup[] = [
  { title: 'Begin', pages: ['first-answer', 'panes', 'how-to', 'coming-from'] },
  {
    title: 'Use',
    pages: [
      'connections',
      'messages',
      'records',
      'filter',
      'variables',
      'import',
      'desktop',
      'keys',
      'failures',
    ],
  },
  {
    title: 'Look up',
    pages: ['command-line', 'workspace', 'recordings', 'tls', 'safety', 'security', 'traps'],
  },
];
