/** Text of a body, up to a number of bytes. `whole` is false when there was more. */
export interface BodyText {
  readonly text: string;
  readonly whole: boolean;
}

/**
 * Reads a body to its end, or up to `most` bytes and drops the rest. A body read to its end gives its
 * connection back for the next call.
 */
export async function readBody(response: Response, most: number): Promise<BodyText> {
  if (response.body === null) return { text: '', whole: true };
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let left = most;
  for (;;) {
    const part = await reader.read();
    if (part.done) return { text: text + decoder.decode(), whole: true };
    const bytes: unknown = part.value;
    if (!(bytes instanceof Uint8Array)) continue;
    text += decoder.decode(bytes.subarray(0, left), { stream: true });
    left -= bytes.byteLength;
    if (left < 0) {
      await reader.cancel();
      return { text, whole: false };
    }
  }
}
