import { useLayoutEffect, useState, type RefObject } from 'react';

interface CharacterMeasure {
  /** Width of one character of the monospaced font, in pixels; 0 until measured. */
  readonly characterPixels: number;
  /** Inner width of the element, without its scrollbar, in pixels. */
  readonly widthPixels: number;
}

/** Long enough that the rounding of one glyph does not add up. */
const probeCharacters = 100;

/** Measures an element with monospaced text, and again when it is resized, its font has loaded, or another size was chosen. */
export function useCharacterWidth(element: Readonly<RefObject<HTMLElement | null>>): CharacterMeasure {
  const [measure, setMeasure] = useState<CharacterMeasure>({ characterPixels: 0, widthPixels: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const take = (): void => {
      const next = { characterPixels: measureCharacter(target), widthPixels: target.clientWidth };
      setMeasure((last) => (isSame(last, next) ? last : next));
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(target);
    const sizes = new MutationObserver(take);
    // drawTextSizes sets them there.
    sizes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    document.fonts.addEventListener('loadingdone', take);
    return () => {
      observer.disconnect();
      sizes.disconnect();
      document.fonts.removeEventListener('loadingdone', take);
    };
  }, [element]);
  return measure;
}

/** The width of a character of an element's font, in pixels. */
export function measureCharacter(element: HTMLElement): number {
  const probe = document.createElement('span');
  probe.textContent = '0'.repeat(probeCharacters);
  probe.style.position = 'absolute';
  probe.style.visibility = 'hidden';
  element.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width / probeCharacters;
}

function isSame(left: CharacterMeasure, right: CharacterMeasure): boolean {
  return left.characterPixels === right.characterPixels && left.widthPixels === right.widthPixels;
}
