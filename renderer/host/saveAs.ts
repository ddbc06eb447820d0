/** Saves data of the page as a file: a browser puts it with the downloads, the desktop asks where. */
export function saveAs(document: Document, blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun with the click, but some browsers read the URL a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function saveTextAs(document: Document, text: string, fileName: string): void {
  saveAs(document, new Blob([text], { type: 'text/plain' }), fileName);
}
