import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { execForm, pairsOf, parseDockerfile, substituted, type Instruction } from './dockerfile.js';
import { parseDockerignore, type Ignored } from './dockerignore.js';

/** A stage whose steps have been done: a folder that stands for the image's root. */
export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly root: string;
  /** Absolute, inside the image. */
  workdir: string;
  readonly env: Map<string, string>;
  user?: string;
  command?: readonly string[];
  healthcheck?: readonly string[];
}

interface Build {
  readonly context: string;
  readonly ignored: Ignored;
  readonly folder: string;
  readonly stages: Map<string, Stage>;
  /** ARGs, by name; those before the first FROM count for FROM alone, which is all that ours needs. */
  readonly args: Map<string, string>;
  current?: Stage;
}

/**
 * Does the steps of a Dockerfile without an engine: each stage is a folder below `folder`, its COPY and RUN steps are
 * really carried out, with the Node that runs the tests in place of the image's. An instruction that this doesn't
 * know is an error: nothing is passed over.
 */
export function doSteps(dockerfile: string, context: string, folder: string): Stage {
  const ignored = parseDockerignore(readFileSync(join(context, '.dockerignore'), 'utf8'));
  const build: Build = { context, ignored, folder, stages: new Map(), args: new Map() };
  for (const instruction of parseDockerfile(readFileSync(dockerfile, 'utf8'))) {
    const step = STEPS.get(instruction.name);
    if (!step) throw new Error(`${instruction.name} is not a step that can be done here`);
    step(build, instruction);
  }
  return current(build);
}

const STEPS = new Map<string, (build: Build, instruction: Instruction) => void>([
  ['ARG', argument],
  ['FROM', from],
  ['WORKDIR', workdir],
  ['COPY', copy],
  ['RUN', run],
  ['ENV', (build, { rest }) => pairsOf(rest).forEach(([k, v]) => current(build).env.set(k, v))],
  ['LABEL', (build, { rest }) => void substituted(rest, build.args)],
  ['EXPOSE', () => {}],
  ['STOPSIGNAL', () => {}],
  ['USER', (build, { rest }) => (current(build).user = rest)],
  ['CMD', (build, { rest }) => (current(build).command = execForm(rest))],
  [
    'HEALTHCHECK',
    (build, { rest }) => (current(build).healthcheck = execForm(rest.replace(/^CMD\s+/, ''))),
  ],
]);

function current(build: Build): Stage {
  if (!build.current) throw new Error('a step stands before the first FROM');
  return build.current;
}

function argument(build: Build, { rest }: Instruction): void {
  for (const [name, value] of pairsOf(rest)) build.args.set(name, value);
}

function from(build: Build, { rest }: Instruction): void {
  const [, image = '', name = ''] = /^(\S+)\s+AS\s+(\S+)$/i.exec(rest) ?? [];
  if (build.stages.has(image)) throw new Error('a stage on top of another one is not known here');
  const root = join(build.folder, name);
  mkdirSync(root, { recursive: true });
  const given = substituted(image, build.args);
  build.current = { name, image: given, root, workdir: '/', env: new Map() };
  build.stages.set(name, build.current);
}

function workdir(build: Build, { rest }: Instruction): void {
  const stage = current(build);
  stage.workdir = resolve(stage.workdir, rest);
  mkdirSync(join(stage.root, stage.workdir), { recursive: true });
}

/** A folder's contents, or files; into a folder when the target ends with a slash. */
function copy(build: Build, { flags, rest }: Instruction): void {
  const stage = current(build);
  const paths = rest.split(/\s+/);
  const target = paths.pop() ?? '';
  const other = flags.get('from');
  const source = other === undefined ? build.context : build.stages.get(other)?.root;
  if (source === undefined) throw new Error(`there is no stage ${String(other)}`);
  const to = join(stage.root, resolve(stage.workdir, target));
  for (const path of paths.map(literal)) {
    const here = join(source, path);
    // As BuildKit does beside another source: a pattern that nothing matches is passed over.
    if (!paths.includes(path) && paths.length > 1 && !existsSync(here)) continue;
    const keep = (file: string) =>
      other !== undefined || !build.ignored(relative(source, file).split(sep).join('/'));
    if (!existsSync(here) || (statSync(here).isFile() && !keep(here))) {
      throw new Error(`COPY: ${path} is not in the build context`);
    }
    const into = statSync(here).isFile() && /\/$|^\.$/.test(target) ? join(to, basename(path)) : to;
    mkdirSync(dirname(into), { recursive: true });
    copyTree(here, into, keep);
  }
}

/** `file.jso[n]`, the way to name a file that may be absent; no other pattern is known here. */
function literal(path: string): string {
  const name = path.replaceAll(/\[(\w)\]/g, '$1');
  if (/[*?[\]]/.test(name)) throw new Error(`COPY: the pattern ${path} is not understood here`);
  return name;
}

function copyTree(source: string, target: string, keep: (file: string) => boolean): void {
  if (!statSync(source).isDirectory()) {
    if (keep(source)) cpSync(source, target);
    return;
  }
  // What another stage made is taken whole, with its links as they are.
  if (keep(source) && readdirSync(source).every((name) => keep(join(source, name)))) {
    cpSync(source, target, { recursive: true, verbatimSymlinks: true, filter: keep });
    return;
  }
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) copyTree(join(source, name), join(target, name), keep);
}

function run(build: Build, { rest }: Instruction): void {
  const stage = current(build);
  const [program = '', ...args] = execForm(rest);
  const done = spawnSync(program, args, {
    cwd: join(stage.root, stage.workdir),
    env: { ...surroundings(), ...Object.fromEntries(stage.env) },
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    throw new Error(`${stage.name}: RUN ${rest} failed:\n${done.stdout}${done.stderr}`);
  }
}

/** What an image has (a PATH with Node on it) and how this machine reaches its package registry; nothing else. */
export function surroundings(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      /^(?:HOME|NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i.test(name) ||
      /^npm_config_(?:registry|cache|userconfig|globalconfig)$/i.test(name),
  );
  const env: Record<string, string> = {};
  for (const [name, value] of kept) if (value !== undefined) env[name] = value;
  const others = (process.env.PATH ?? '').split(delimiter);
  env.PATH = [
    dirname(process.execPath),
    ...others.filter((folder) => !folder.split(sep).includes('node_modules')),
  ].join(delimiter);
  // The same packages, byte for byte (the lock file has their hashes), from the cache where they are in it.
  env.npm_config_prefer_offline = 'true';
  return env;
}
