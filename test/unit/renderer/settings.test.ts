import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findSettings, type SettingRow } from '../../../renderer/features/settings/settingRow.ts';
import { withNewOption, withoutNewOption } from '../../../renderer/state/window/newOptions.ts';
import {
  createSettingsStore,
  defaultSettings,
  type NewOptions,
} from '../../../renderer/state/window/settings.ts';
import { endpointKinds, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { hasNewOption, usualEndpoint } from '../../../renderer/state/window/usualEndpoint.ts';
import { changedOptions } from '../../../renderer/state/workspace/endpointOptions.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';

describe('the settings', () => {
  it('are remembered, and only where they differ from the defaults', () => {
    const storage = createFakeStorage();
    const settings = createSettingsStore(storage);
    settings.set({ textSize: 16, monoSize: 14 });
    settings.set({ monoSize: defaultSettings.monoSize });
    expect(createSettingsStore(storage).store.getState()).toEqual({ ...defaultSettings, textSize: 16 });
    expect(JSON.parse(storage.getItem('wirebench.settings') ?? '')).toEqual({ textSize: 16 });
  });

  it('lose nothing but what another version of the page kept and this one does not know', () => {
    const storage = createFakeStorage();
    storage.setItem('wirebench.settings', '{"textSize":400,"newKind":"sctp","newReconnects":true,"gone":1}');
    expect(createSettingsStore(storage).store.getState()).toEqual({
      ...defaultSettings,
      newReconnects: true,
    });
  });

  it('have the sizes that the style sheet begins with', () => {
    const sheet = readFileSync(new URL('../../../renderer/ui/theme.css', import.meta.url), 'utf8');
    const size = (name: string): number =>
      Number(new RegExp(`--size-${name}: ([\\d.]+)px;`).exec(sheet)?.[1]);
    expect([size('text'), size('mono')]).toEqual([defaultSettings.textSize, defaultSettings.monoSize]);
  });
});

describe('a new connection', () => {
  it('begins with the kind and the options that were chosen, where its kind has them', () => {
    const settings = { ...defaultSettings, newConnectTimeoutMs: 3000, newReconnects: true };
    expect(changedOptions(usualEndpoint('tcp-client', settings))).toEqual([
      'connectTimeoutMs',
      'reconnect.enabled',
    ]);
    expect(changedOptions(usualEndpoint('udp', { ...settings, newWhenDiskFails: 'pause' }))).toEqual([
      'whenDiskFails',
    ]);
  });

  it('begins with what was chosen for its kind, and otherwise with what is for all kinds', () => {
    const storage = createFakeStorage();
    const settings = createSettingsStore(storage);
    const change = (kind: EndpointKind | null, options: Partial<NewOptions>): void =>
      settings.set(withNewOption(settings.store.getState(), kind, options));
    change(null, { newConnectTimeoutMs: 3000 });
    change('tls-client', { newConnectTimeoutMs: 20_000, newReconnects: true });
    const kept = createSettingsStore(storage).store.getState();
    expect(usualEndpoint('tls-client', kept)).toMatchObject({
      ...{ connectTimeoutMs: 20_000, reconnect: { enabled: true } },
    });
    expect(usualEndpoint('tcp-client', kept)).toMatchObject({
      ...{ connectTimeoutMs: 3000, reconnect: { enabled: false } },
    });
    settings.set(withoutNewOption(settings.store.getState(), 'tls-client', 'newReconnects'));
    // What is as for all kinds is no choice of its own.
    change('tls-client', { newConnectTimeoutMs: 3000 });
    expect(settings.store.getState().newOfKinds).toEqual({});
    expect(JSON.parse(storage.getItem('wirebench.settings') ?? '')).toEqual({ newConnectTimeoutMs: 3000 });
  });

  it('has an option only where its kind has it', () => {
    expect(hasNewOption('tcp-client', 'newReconnects')).toBe(true);
    expect(hasNewOption('udp', 'newReconnects')).toBe(false);
    expect(endpointKinds.every((kind) => hasNewOption(kind, 'newWhenDiskFails'))).toBe(true);
  });

  it('is made so', async () => {
    using window = await TestWindow.open();
    const { state, actions } = window;
    state.settings.set({ newKind: 'ws-server', newWhenDiskFails: 'pause' });
    actions.newConnection();
    const [made] = state.connections.store.getState().drafts.values();
    expect(made).toMatchObject({ endpoint: { kind: 'ws-server', whenDiskFails: 'pause' } });
  });
});

describe('the search among settings', () => {
  const row = (name: string, group: string, words = ''): SettingRow => ({
    ...{ name, group, words, note: '', control: null, restore: null },
  });
  const rows = [row('Theme', 'Appearance', 'colours'), row('Kind', 'New connections')];
  const names = (search: string): string[] => findSettings(rows, search).map(({ name }) => name);

  it('finds what has every word somewhere', () => {
    expect(names('')).toEqual(['Theme', 'Kind']);
    expect(names('COLOUR app')).toEqual(['Theme']);
    expect(names('new kind')).toEqual(['Kind']);
    expect(names('theme connections')).toEqual([]);
  });
});
