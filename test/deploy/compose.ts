import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const service = z.looseObject({
  image: z.string(),
  build: z.looseObject({ dockerfile: z.string() }).optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }),
  stop_grace_period: z.string().regex(/^\d+s$/),
  restart: z.literal('unless-stopped'),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  mem_limit: z.string(),
  pids_limit: z.number(),
});

const file = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() }).nullable()),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export type Service = z.infer<typeof service>;
export type Compose = z.infer<typeof file>;

export const COMPOSE_FILE = 'deploy/compose.yaml';

export function readCompose(): Compose {
  return file.parse(parse(readFileSync(COMPOSE_FILE, 'utf8'), { merge: true }));
}

/** The one `<!-- run: name -->` shell block of deploy/README.md. */
export function shellBlock(name: string): string {
  const readme = readFileSync('deploy/README.md', 'utf8');
  const [, after = ''] = readme.split(`<!-- run: ${name} -->`);
  const found = /^\s*```sh\n([\s\S]*?)```/.exec(after)?.[1];
  if (found === undefined) throw new Error(`deploy/README.md has no shell block "${name}"`);
  return found;
}
