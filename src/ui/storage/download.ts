/** Hands bytes to the reader as a file. */
export function saveAs(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes over when the next task runs; some take a moment longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
