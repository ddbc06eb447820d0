/**
 * Makes every icon from the one mark, `renderer/public/icon.svg`: `node scripts/makeIcons.ts`. The results are committed, so that packaging
 * needs no browser; this runs again only when the mark has changed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ensureChromium } from '../test/support/chromium.ts';

const root = resolve(import.meta.dirname, '..');
const mark = readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8');
const build = join(root, 'build');

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** The types of an .icns that hold PNG files, and the pixels of each. */
const macTypes = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;
/** macOS draws icons on a square of 824 in 1024, so that they sit beside those of the system. */
const macShare = 824 / 1024;

interface Drawing {
  readonly png: Buffer;
  /** Red, green, blue and alpha of each pixel, from the top left. */
  readonly pixels: Buffer;
}

async function draw(page: Page, size: number, share = 1): Promise<Drawing> {
  const drawn = await page.evaluate(
    async ([svg, side, part]) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = side;
      canvas.height = side;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('There is no canvas.');
      const inset = (side * (1 - part)) / 2;
      context.drawImage(image, inset, inset, side * part, side * part);
      return {
        png: canvas.toDataURL('image/png').replace(/^[^,]*,/, ''),
        pixels: [...context.getImageData(0, 0, side, side).data],
      };
    },
    [mark, size, share] as const,
  );
  return { png: Buffer.from(drawn.png, 'base64'), pixels: Buffer.from(drawn.pixels) };
}

/** An .icns: a header, and a chunk with a type and a length for each size. */
function icns(images: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const chunks = images.map(({ type, png }) => {
    const head = Buffer.alloc(8, type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8, 'icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

/** An .ico: a directory, then the images. */
function ico(images: readonly { readonly size: number; readonly image: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, image }, index) => {
    const entry = 6 + 16 * index;
    // A side of 256 is written as 0.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(image.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  });
  return Buffer.concat([head, ...images.map(({ image }) => image)]);
}

/** An image of an .ico as installers of old expect it: a bitmap from the bottom up, in blue, green, red and alpha, and an empty mask. */
function bitmap(size: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const rows = Array.from({ length: size }, (_, row) =>
    pixels.subarray((size - 1 - row) * size * 4, (size - row) * size * 4),
  );
  const colours = Buffer.concat(rows);
  for (let index = 0; index < colours.length; index += 4) {
    const [red = 0, green = 0, blue = 0] = colours.subarray(index, index + 3);
    colours.set([blue, green, red], index);
  }
  return Buffer.concat([head, colours, Buffer.alloc(size * Math.ceil(size / 32) * 4)]);
}

const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
mkdirSync(join(build, 'icons'), { recursive: true });
for (const size of linuxSizes) {
  writeFileSync(join(build, 'icons', `${size}x${size}.png`), (await draw(page, size)).png);
}
const windowsImages = [];
for (const size of windowsSizes) {
  const { png, pixels } = await draw(page, size);
  windowsImages.push({ size, image: size < 256 ? bitmap(size, pixels) : png });
}
writeFileSync(join(build, 'icon.ico'), ico(windowsImages));
const macImages = [];
for (const [type, size] of macTypes) macImages.push({ type, png: (await draw(page, size, macShare)).png });
writeFileSync(join(build, 'icon.icns'), icns(macImages));
writeFileSync(join(root, 'renderer/public/icon.png'), (await draw(page, 256)).png);
await browser.close();
