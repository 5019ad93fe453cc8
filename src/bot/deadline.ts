/** The work wasn't done in time. It goes on; its result is nobody's any more. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** What `work` comes to, or TookTooLong after so many milliseconds. */
export async function within<T>(span: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), span);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
