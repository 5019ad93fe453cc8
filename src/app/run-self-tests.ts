import type { Millis } from '../services/desk/ids.js';
import { finding, type Finding, type SelfTest } from '../services/desk/self-test.js';
import { CHECKS } from '../services/desk/self-test.js';
import type { Log } from '../services/telemetry/log.js';

/** Runs them side by side. One that hangs or has a bug is a finding like others; it holds up none of the rest. */
export async function runSelfTests(
  tests: readonly SelfTest[],
  within: Millis,
  log: Pick<Log, 'error'>,
): Promise<readonly Finding[]> {
  const found = await Promise.all(tests.map((test) => runOne(test, within, log)));
  return withoutEchoes(found.flat()).sort(
    (left, right) => CHECKS.indexOf(left.check) - CHECKS.indexOf(right.check),
  );
}

async function runOne(
  test: SelfTest,
  within: Millis,
  log: Pick<Log, 'error'>,
): Promise<readonly Finding[]> {
  const end = new AbortController();
  const seconds = Math.round(within / 1_000);
  const late = new Promise<readonly Finding[]>((resolve) => {
    const timer = setTimeout(() => {
      resolve([finding(test.check, 'test.no-answer', { seconds })]);
      end.abort();
    }, within);
    end.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  try {
    return await Promise.race([test.run(end.signal), late]);
  } catch (err) {
    log.error({ err, check: test.check }, 'a self-test failed');
    return [finding(test.check, 'test.broken')];
  } finally {
    end.abort();
  }
}

/** Several tests look at one clock: its worst is told, once for each. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const rank = { fail: 0, warn: 1, pass: 2 } as const;
  const clocks = new Map<string, Finding>();
  for (const one of findings) {
    if (one.check !== 'clock') continue;
    const key = String(one.params.system);
    const known = clocks.get(key);
    if (!known || rank[one.status] < rank[known.status]) clocks.set(key, one);
  }
  return [...findings.filter(({ check }) => check !== 'clock'), ...clocks.values()];
}
