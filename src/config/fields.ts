import { z } from 'zod';

/** Schemas of single variables. Messages are phrases that follow the variable's name. */

export const text = z.string();

export const guid = z
  .guid('must be a GUID such as 00000000-0000-0000-0000-000000000000')
  .transform((value) => value.toLowerCase());

export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port number up to 65535');

export const flag = z
  .enum(['1', 'true', '0', 'false'], 'must be 1 or 0')
  .transform((value) => value === '1' || value === 'true');

/** A comma-separated list of something, without empty entries. */
export function list<T>(item: z.ZodType<T, string>): z.ZodType<readonly T[]> {
  return z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item).min(1, 'must name at least one'));
}

/** An http or https address without user, query or fragment, as it was written. */
export const address = z
  .string()
  .refine(isPlainAddress, 'must be an http(s) address without user, query or fragment');

/** The same without a slash at the end, so that paths can be put behind it. */
export const baseUrl = address.transform((value) => value.replace(/\/+$/, ''));

/** Query allowed: the metadata address of a channel may have one. */
export const anyAddress = z.string().refine(isAddress, 'must be an http(s) address');

export const hostName = z
  .string()
  .regex(/^[a-z\d-]+(?:\.[a-z\d-]+)+$/, 'must be a host name in lower case');

export const timeZone = z
  .string()
  .refine(isTimeZone, 'must be an IANA zone such as Europe/Amsterdam');

export const channelId = z
  .string()
  .regex(
    /^19:[^;\s]+@thread\.\w+$/,
    'must be a channel id such as 19:...@thread.tacv2, without ;messageid=',
  );

const instantText = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a date such as 2027-05-31 or an instant such as 2027-05-31T09:00:00Z',
);

/** Milliseconds since 1970. A day stands for its beginning in UTC: better warned too early. */
export const instant = z
  .string()
  .pipe(instantText)
  .transform((value) => Date.parse(value));

/** Bytes in base64. */
export function key(fits: (bytes: number) => boolean, message: string): z.ZodType<Uint8Array> {
  return z
    .string()
    .regex(/^[\w+/-]+={0,2}$/, message)
    .transform((value): Uint8Array => Buffer.from(value, 'base64'))
    .refine((bytes) => fits(bytes.byteLength), message);
}

export function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

function isAddress(value: string): boolean {
  // `URL` also takes "https:host" and blanks inside.
  return /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value);
}

function isPlainAddress(value: string): boolean {
  if (!isAddress(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return username === '' && password === '' && search === '' && hash === '';
}

export function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}
