import { describe, expect, it } from 'vitest';
import { connectHelp } from '../../../electron/cli/connectHelp.ts';
import { listenHelp } from '../../../electron/cli/listenHelp.ts';
import { optionOf } from '../../../electron/cli/options/optionRules.ts';
import { endpointOptions, type EndpointOption } from '../../../shared/command/wirebenchOptions.ts';

describe('the option that fills a field', () => {
  it.each([
    ['tls.key', '--key'],
    ['tls.trusted.0', '--trust'],
    ['socket.groups.0.interface', '--group'],
    ['proxy.address', '--proxy'],
    ['proxy', '--proxy'],
    ['reconnect.attempts', '--reconnect'],
    ['onOpen.3.text', '--on-open'],
    ['bind', '--bind'],
    ['address', 'URL'],
    ['kind', null],
  ])('%s is %s', (field, option) => {
    expect(optionOf(field, 'connect')).toBe(option);
  });

  it('differs where a command has the field from elsewhere', () => {
    expect(optionOf('bind', 'listen')).toBe('URL');
    expect(optionOf('tls.names.0', 'listen')).toBe('--name');
  });
});

describe('the help', () => {
  it.each([
    ['connect', connectHelp],
    ['listen', listenHelp],
  ] as const)('of %s names every option that it takes', (role, help) => {
    const taken = Object.entries<EndpointOption>(endpointOptions).filter(
      ([, rule]) => rule[role] !== undefined,
    );
    expect(taken.filter(([name]) => !help.includes(`--${name}`)).map(([name]) => name)).toEqual([]);
  });
});
