import type { Figure } from '../figures.ts';

/** How many files and folders each “How to add …” of CONTRIBUTING.md names: what a change of that sort touches. */
export function filesOfSteps(guide: string): Figure[] {
  return [...guide.matchAll(/^##+ How to add (.*?)\n(.*?)(?=^##|(?![\s\S]))/gms)].map(([, what, steps]) => {
    const named = [...(steps ?? '').matchAll(/`([^`\s]+)`/g)].map(([, name]) => name ?? '');
    const places = new Set(named.filter((name) => name.includes('/') || /\.(?:tsx?|md)$/.test(name)));
    return [`places to touch for ${what ?? ''}`, String(places.size)];
  });
}
