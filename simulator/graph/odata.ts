import { randomUUID } from 'node:crypto';
import type { Call } from '../http.js';
import { GraphError } from './graph-error.js';

export type Entity = Readonly<Record<string, unknown>>;

/** Directory objects: at most 999 a page. */
const TOP_LIMIT = 999;

/** Keeps the properties of `$select`, or the given default set; unknown names are an error. */
export function select(
  entity: Entity,
  call: Call,
  options: { readonly type: string; readonly defaults?: readonly string[] },
): Entity {
  const wanted = call.query.get('$select')?.split(',') ?? options.defaults;
  if (!wanted) return entity;
  const names = wanted.map((name) => name.trim()).filter((name) => name !== '');
  return Object.fromEntries(
    names.map((name) => {
      const known = Object.keys(entity).find((key) => key.toLowerCase() === name.toLowerCase());
      if (known !== undefined) return [known, entity[known]];
      const text = `Could not find a property named '${name}' on type 'microsoft.graph.${options.type}'.`;
      throw new GraphError(400, 'BadRequest', text);
    }),
  );
}

interface Position {
  readonly offset: number;
  readonly advanced: boolean;
}

/** Opaque to clients, and different each time, so that nobody learns to build one. */
function tokenOf({ offset, advanced }: Position): string {
  const text = `${randomUUID()}|${String(offset)}|${advanced ? 'eventual' : ''}`;
  return Buffer.from(text).toString('base64url');
}

function positionOf(token: string | null): Position {
  if (token === null) return { offset: 0, advanced: false };
  const [, offset, level] = Buffer.from(token, 'base64url').toString('utf8').split('|');
  if (offset === undefined || !/^\d+$/.test(offset)) {
    throw new GraphError(400, 'Directory_ExpiredPageToken', 'The specified page token is invalid.');
  }
  return { offset: Number(offset), advanced: level === 'eventual' };
}

function sizeOf(call: Call, pageSize: number): number {
  const top = call.query.get('$top');
  if (top === null) return pageSize;
  const size = Number(top);
  if (Number.isInteger(size) && size >= 1 && size <= TOP_LIMIT) return size;
  throw new GraphError(400, 'Request_BadRequest', "Invalid page size specified in '$top'.");
}

/** One page of a collection, with the link to the next on the host that the caller used. */
export function page(
  items: readonly Entity[],
  call: Call,
  options: { readonly pageSize: number; readonly context: string; readonly count?: boolean },
): Entity {
  const position = positionOf(call.query.get('$skiptoken'));
  const advanced = call.headers['consistencylevel'] === 'eventual';
  if (position.advanced && !advanced) {
    // Headers of the first request have to be sent again with every page.
    throw new GraphError(400, 'Request_UnsupportedQuery', 'ConsistencyLevel header is missing.');
  }
  const size = sizeOf(call, options.pageSize);
  const end = position.offset + size;
  const counted = options.count === true || call.query.get('$count') === 'true';
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', tokenOf({ offset: end, advanced }));
  const next = `${call.origin}/graph${call.path}?${query.toString().replaceAll('%24', '$')}`;
  return {
    '@odata.context': `${call.origin}/graph/v1.0/$metadata#${options.context}`,
    ...(counted && position.offset === 0 ? { '@odata.count': items.length } : {}),
    ...(end < items.length ? { '@odata.nextLink': next } : {}),
    value: items.slice(position.offset, end),
  };
}
