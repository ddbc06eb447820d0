import { describe, expect, it } from 'vitest';
import { rightsOfOwner } from '../../../electron/engine/secrets/windowsRights.ts';

describe('the rights of a folder of secrets on Windows', () => {
  it.each(['desktop-1\\me', 'domäne\\anna "a" müller, s-1'])(
    'are those of the person, %s, and of the system, and nothing is inherited',
    (name) => {
      const whoami = `"${name}","S-1-5-21-1004336348-1177238915-682003330-1001"\r\n`;
      expect(rightsOfOwner('D:\\work\\secrets', whoami)).toEqual([
        'D:\\work\\secrets',
        '/inheritance:r',
        '/grant:r',
        '*S-1-5-21-1004336348-1177238915-682003330-1001:(OI)(CI)F',
        '*S-1-5-18:(OI)(CI)F',
        '/q',
      ]);
    },
  );

  it('are left alone where Windows does not tell who the person is', () => {
    expect(() => rightsOfOwner('D:\\secrets', 'ERROR: Access is denied.')).toThrow('does not tell who');
  });
});
