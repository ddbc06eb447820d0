import type { Environment } from '../model/environment.ts';

/** Where each colour ends on the circle of hues, in degrees. */
const hues: readonly (readonly [end: number, colour: Environment['colour']])[] = [
  [15, 'red'],
  [45, 'orange'],
  [75, 'yellow'],
  [170, 'green'],
  [255, 'blue'],
  [330, 'purple'],
  [360, 'red'],
];

/** The colour of ours that is nearest to `#rrggbb`; none for anything else. */
export function colourNear(text: string | null): Environment['colour'] {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? '')?.slice(1);
  if (!digits) return 'none';
  const [red = 0, green = 0, blue = 0] = digits.map((each) => Number.parseInt(each, 16));
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 24) return 'grey';
  const sixth =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return hues.find(([end]) => sixth * 60 <= end)?.[1] ?? 'none';
}
