import { describe, expect, it } from 'vitest';
import { isEmptyTab, shownTab } from '../../../renderer/features/inspector/inspectorTabs.ts';

const bytes = { row: { size: 4 }, isJson: false };
const json = { row: { size: 4 }, isJson: true };
const event = { row: { size: 0 }, isJson: false };
const nothing = { row: null, isJson: false };

describe('the tab of the inspector that is shown', () => {
  it('is the chosen reading, where the record has it', () => {
    expect(shownTab('record', 'json', json)).toBe('json');
    expect(shownTab('record', 'json', bytes)).toBe('text');
    expect(shownTab('record', 'hex', nothing)).toBe('hex');
    expect(shownTab('record', 'hex', event)).toBe('details');
    expect(shownTab('connection', 'json', json)).toBe('connection');
  });

  it('is never one that has nothing to show', () => {
    for (const reading of ['hex', 'text', 'json', 'details'] as const)
      for (const shown of [bytes, json, event, nothing])
        expect(isEmptyTab(shownTab('record', reading, shown), shown)).toBe(false);
  });
});
