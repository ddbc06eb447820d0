import { describe, expect, it } from 'vitest';
import { dropPlace } from '../../../renderer/features/window/tabDrop.ts';
import { splitName } from '../../../renderer/ui/splitName.ts';

describe('the name of a tab', () => {
  it.each([
    ['127.0.0.1:6379', '127.0.0.', '1:6379'],
    ['10.0.0.35:80', '10.0.0', '.35:80'],
    ['127.0.0.1:6379 server 2', '127.0.0.1', ':6379 server 2'],
    ['127.0.0.1:80/chat server', '127.0.0.1:80/chat ', 'server'],
    ['redis', 'redis', ''],
    ['MQTT over WebSocket', 'MQTT over ', 'WebSocket'],
    ['redis-production-eu', 'redis-product', 'ion-eu'],
    ['payments 👩‍👩‍👧‍👦🇩🇪x', 'paymen', 'ts 👩‍👩‍👧‍👦🇩🇪x'],
    // What is read from the right would lose its beginning.
    ['مرحبا بالعالم الجميل', 'مرحبا بالعالم الجميل', ''],
  ])('%j keeps its end where its beginning gives way', (name, start, end) => {
    expect(splitName(name)).toEqual({ start, end });
  });
});

describe('a tab that is dragged', () => {
  const tabs = ['a', 'b', 'c'].map((key, place) => ({ key, from: place * 100, to: place * 100 + 100 }));

  it.each([
    ['b', 10, 0],
    ['b', 60, 1],
    ['b', 249, 1],
    ['b', 251, 2],
    ['a', 20, 0],
    ['elsewhere', 160, 2],
    ['elsewhere', 900, 3],
  ])('%s at %i px goes to place %i of the others', (dragged, x, place) => {
    expect(dropPlace(tabs, dragged, x)).toBe(place);
  });
});
