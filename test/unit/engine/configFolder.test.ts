import { describe, expect, it } from 'vitest';
import { configFolder } from '../../../electron/engine/base/configFolder.ts';

describe('the folder of a person’s own files', () => {
  it.each([
    ['linux', '/home/ada', {}, '/home/ada/.config/wirebench'],
    ['linux', '/home/ada', { XDG_CONFIG_HOME: '/etc/ada' }, '/etc/ada/wirebench'],
    ['linux', '/home/ada', { XDG_CONFIG_HOME: 'ada' }, '/home/ada/.config/wirebench'],
    ['linux', '/home/ada', { XDG_CONFIG_HOME: '' }, '/home/ada/.config/wirebench'],
    ['linux', '/home/ada', { WIREBENCH_CONFIG: '/wb', XDG_CONFIG_HOME: '/etc' }, '/wb'],
    ['linux', '/home/ada', { WIREBENCH_CONFIG: '.wb' }, '/home/ada/.config/wirebench'],
    ['linux', '', {}, null],
    ['linux', 'ada', {}, null],
    ['linux', '', { WIREBENCH_CONFIG: '/wb' }, '/wb'],
    ['darwin', '/Users/ada', {}, '/Users/ada/Library/Application Support/wirebench'],
    ['win32', 'C:\\Users\\ada', {}, 'C:\\Users\\ada\\AppData\\Roaming\\wirebench'],
    ['win32', 'C:\\Users\\ada', { APPDATA: 'D:\\Data' }, 'D:\\Data\\wirebench'],
    ['win32', 'C:\\Users\\ada', { WIREBENCH_CONFIG: 'D:\\wb' }, 'D:\\wb'],
  ] as const)('is on %s in %s with %j', (platform, home, environment, folder) => {
    expect(configFolder(environment, { platform, home })).toBe(folder);
  });
});
