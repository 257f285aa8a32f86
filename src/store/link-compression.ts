import { err, ok, type Result } from '../base/result.ts';

/** Raw deflate (RFC 1951) by the browser's own compressor. */
export async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export type DecompressError = 'damaged' | 'too-large';

/** Inflates at most `limit` bytes: whatever the text claims, no more than that is ever held. */
export async function decompress(bytes: Uint8Array, limit: number): Promise<Result<Uint8Array, DecompressError>> {
  const source = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = source.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limit) {
        // The stream is dropped as it is; whether the rest was whole no longer matters.
        await reader.cancel().catch(() => undefined);
        return err('too-large');
      }
      chunks.push(next.value);
    }
  } catch {
    return err('damaged');
  }
  return ok(joined(chunks, length));
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
