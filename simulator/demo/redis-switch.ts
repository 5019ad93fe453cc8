import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to Redis that can be cut: the demo's "Redis down". */
export interface RedisSwitch {
  readonly url: string;
  /** Cuts every connection and takes no new ones until it is joined again. */
  cut(): void;
  join(): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes bytes on to `target`. Only for a Redis without TLS on this machine. */
export async function createRedisSwitch(target: URL): Promise<RedisSwitch> {
  const sockets = new Set<Socket>();
  let joined = true;
  const server = createServer((near) => {
    if (!joined) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || 6379), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      joined = false;
      drop();
    },
    join() {
      joined = true;
    },
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
