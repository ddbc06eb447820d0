/** The text in pieces, of which every second one is made of the secrets. Secrets that touch or overlap are one piece. */
export function cutAt(text: string, secrets: readonly string[]): readonly string[] {
  const places = secrets.flatMap((secret) => placesOf(text, secret));
  const pieces: string[] = [];
  let end = 0;
  let from: number | null = null;
  for (const place of places.toSorted((one, other) => one.from - other.from)) {
    if (from !== null && place.from <= end) {
      end = Math.max(end, place.to);
      continue;
    }
    if (from !== null) pieces.push(text.slice(from, end));
    pieces.push(text.slice(end, place.from));
    ({ from, to: end } = { from: place.from, to: place.to });
  }
  if (from !== null) pieces.push(text.slice(from, end));
  return [...pieces, text.slice(end)];
}

function placesOf(text: string, secret: string): { readonly from: number; readonly to: number }[] {
  const places: { from: number; to: number }[] = [];
  if (secret === '') return places;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
    places.push({ from: at, to: at + secret.length });
  return places;
}
