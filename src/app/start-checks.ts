import type { Config, ConfigProblem, RedisConfig } from '../config.js';
import type { RedisFacts } from '../services/store/redis-facts.js';
import { probeRedis, type RedisProbe } from '../services/store/redis-probe.js';

/** What was found before listening. Names and words, never a value. */
export interface StartFindings {
  /** Each of these is a reason not to start. */
  readonly problems: readonly ConfigProblem[];
  /** These are logged. */
  readonly warnings: readonly ConfigProblem[];
}

/** A Redis that starts at the same moment as we do is waited for so long (ms). */
const PATIENCE = 10_000;

/** Below it scripts fail: ZRANGE BYSCORE and ZADD GT came with 6.2. */
const LEAST = [6, 2] as const;

/** Timers are by Redis' clock, tokens and people's times by ours. */
const SKEW_MOST = 5_000;

/** Looks at the real Redis, in production before the first activity is taken. */
export async function checkStart(
  { redis, bot }: Pick<Config, 'redis' | 'bot'>,
  patience = PATIENCE,
): Promise<StartFindings> {
  if (!redis || !bot) return { problems: [], warnings: [] };
  const probe = await probeRedis(redis, bot.tenantId, patience);
  return {
    problems: problemsOf(probe).map(aboutRedis),
    warnings: [
      ...transportWarnings(redis),
      ...(probe.kind === 'answers' ? factWarnings(probe.facts) : []),
    ].map(aboutRedis),
  };
}

type Finding = readonly [wrong: string, remedy: string];

function aboutRedis([wrong, remedy]: Finding): ConfigProblem {
  return { name: 'REDIS_URL', wrong, remedy };
}

export function problemsOf(probe: RedisProbe): readonly Finding[] {
  switch (probe.kind) {
    case 'unreachable':
      return [
        [
          `names a Redis that doesn't answer (${probe.words})`,
          'Check address and port, that the server runs, and that no firewall is between',
        ],
      ];
    case 'refuses':
      return [REFUSED[probe.why](probe.words)];
    case 'answers':
      return factProblems(probe.facts);
  }
}

const REFUSED = {
  login: (words: string): Finding => [
    `names a Redis that doesn't take this user and password (${words})`,
    'Write them as redis://user:password@host:port, with special characters percent-encoded',
  ],
  certificate: (words: string): Finding => [
    `names a Redis without a TLS certificate that is trusted here (${words})`,
    'Use the host name that the certificate is for; name a private authority in NODE_EXTRA_CA_CERTS',
  ],
  database: (): Finding => [
    "names a database that this Redis doesn't have",
    'Leave the number at the end of the address out',
  ],
  'not-a-cluster': (): Finding => [
    'names a Redis that is no Cluster, while REDIS_MODE is cluster',
    'Set REDIS_MODE to single, or name the nodes of a Cluster',
  ],
};

function factProblems(facts: RedisFacts): readonly Finding[] {
  if (!facts.genuine) {
    const remedy = 'Name a real Redis server that keeps its data';
    return [['names the embedded Redis, which forgets everything', remedy]];
  }
  const found: (Finding | false)[] = [
    facts.refused.length > 0 && [
      `has a user who may not use ${facts.refused.map(refusedName).join(', ')}`,
      'Give the user these in the ACL (docs/operations.md has a line that fits)',
    ],
    isOlder(facts.version) && [
      `names a Redis of version ${facts.version ?? ''}`,
      `Deskside needs ${LEAST.join('.')} or later`,
    ],
    facts.role !== undefined &&
      facts.role !== 'master' && [
        `names a ${facts.role}, which takes no writes`,
        'Name the primary, or use REDIS_MODE=sentinel',
      ],
    facts.evictionPolicy !== undefined &&
      facts.evictionPolicy !== 'noeviction' && [
        `names a Redis whose maxmemory-policy is ${facts.evictionPolicy}: it throws requests away when it is full`,
        'Set maxmemory-policy to noeviction',
      ],
  ];
  return found.filter((finding) => finding !== false);
}

function refusedName(name: string): string {
  return name === 'keys' ? 'keys that begin with {hd:' : name;
}

function factWarnings(facts: RedisFacts): readonly Finding[] {
  const { aofEnabled, appendfsync, evictionPolicy, clockSkewMs = 0 } = facts;
  const found: (Finding | false)[] = [
    evictionPolicy === undefined && [
      "names a Redis that doesn't tell its maxmemory-policy",
      'See in its settings that it is noeviction',
    ],
    aofEnabled === false && [
      'names a Redis without an append-only file: what was said since its last snapshot is lost in a crash',
      'Set appendonly to yes and appendfsync to always',
    ],
    aofEnabled === true &&
      appendfsync !== undefined &&
      appendfsync !== 'always' && [
        `names a Redis with appendfsync ${appendfsync}: a crash loses the last moments`,
        'Set appendfsync to always',
      ],
    Math.abs(clockSkewMs) > SKEW_MOST && [
      `names a Redis whose clock is ${Math.round(Math.abs(clockSkewMs) / 1_000)} s off ours`,
      'Let both follow a time server',
    ],
  ];
  return found.filter((finding) => finding !== false);
}

function isOlder(version: string | undefined): boolean {
  const [major, minor] = (version ?? '').split('.').map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major + minor)) return false;
  return major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
}

function transportWarnings({ urls }: RedisConfig): readonly Finding[] {
  const open = urls.some((url) => url.startsWith('redis:') && !isNearby(new URL(url).hostname));
  return open
    ? [
        [
          'names a Redis elsewhere without TLS: the password and people’s words can be read on the way',
          'Use rediss://',
        ],
      ]
    : [];
}

/** This machine, a private network (RFC 1918, RFC 4193), or a name that only a private network knows. */
function isNearby(host: string): boolean {
  return (
    /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) ||
    /^\[(?:::1|f[cd][\da-f]{2}:.*)\]$/i.test(host) ||
    /^[^.:[\]]+$/.test(host) ||
    /\.(?:internal|local|lan)$/.test(host)
  );
}
