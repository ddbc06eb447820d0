import { describe, expect, it } from 'vitest';
import { AgreedWrites } from '../../../renderer/state/workspace/agreedWrites.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';

/** A file, and the secrets that the engine finds in what is written. */
function fileWith(): {
  readonly written: string[];
  readonly save: (text: string, place?: string) => Promise<string>;
} {
  const written: string[] = [];
  const writes = new AgreedWrites();
  const save = (text: string, place = 'message'): Promise<string> =>
    writes.write(place, async (withSecrets) => {
      const [secret] = /s3cr3t|t0ken/.exec(text) ?? [];
      if (secret !== undefined && !withSecrets) throw new WirebenchError('HAS_SECRETS', `It has ${secret}.`);
      written.push(text);
      return text;
    });
  return { written, save };
}

describe('a save with the value of a secret', () => {
  it('is agreed to by the same save once more, for that place and that secret', async () => {
    const { save, written } = fileWith();
    await expect(save('a s3cr3t')).rejects.toThrow('It has s3cr3t.');
    await expect(save('a s3cr3t', 'another')).rejects.toThrow('It has s3cr3t.');
    await expect(save('a t0ken')).rejects.toThrow('It has t0ken.');
    await save('a t0ken');
    expect(written).toEqual(['a t0ken']);
  });

  it('is told anew after something was saved without it', async () => {
    const { save, written } = fileWith();
    await expect(save('a s3cr3t')).rejects.toThrow('It has s3cr3t.');
    await save('a {{variable}}');
    await expect(save('a s3cr3t')).rejects.toThrow('It has s3cr3t.');
    expect(written).toEqual(['a {{variable}}']);
  });
});
