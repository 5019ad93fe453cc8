import { MINUTE, SECOND, type Millis } from '../desk/ids.js';
import type { AuditMark } from '../desk/ports.js';
import { auditEntry } from '../desk/trail.js';
import { again, DONE, TIMER, type Parts, type Verdict } from './parts.js';

const SEAL_EVERY: Millis = 2 * SECOND;
const HEAD_EVERY: Millis = 5 * MINUTE;
const AT_ONCE = 500;
/** Catching up takes turns with the rest: this many lots, then it is due again at once. */
const LOTS = 10;

type SealingParts = Pick<Parts, 'audit' | 'requests' | 'seals' | 'tellHead' | 'log' | 'observer'>;

/**
 * Seals what was committed, by whichever process holds the agenda's entry, and remembers where the chain led to: a
 * Redis that failed over may know less than this process does.
 */
export class Sealing {
  #mark: AuditMark | undefined;
  #warned = false;
  /** Seal of the head that the log has already and the far end perhaps not. */
  #logged: string | undefined;

  constructor(private readonly parts: SealingParts) {}

  async seal(): Promise<Verdict> {
    const { audit, seals } = this.parts;
    if (!seals) return DONE;
    if (!(await audit.keyFits())) return this.#otherKey();
    await this.#watch();
    for (let lot = 0; lot < LOTS; lot += 1) {
      if ((await audit.seal(AT_ONCE)) < AT_ONCE) {
        await this.#remember();
        return again(SEAL_EVERY);
      }
    }
    await this.#remember();
    return again(0);
  }

  /** Out of Redis' reach, so that it can't be cut off together with the trail. */
  async tellHead(): Promise<Verdict> {
    const { audit, seals, log, requests, tellHead } = this.parts;
    if (!seals) return DONE;
    await this.#watch();
    const head = await audit.head();
    if (head) {
      const { seq, mac, key: keyName } = head;
      if (this.#logged !== mac) log.info({ seq, mac, keyName }, 'audit: head of the trail');
      this.#logged = mac;
      await tellHead?.(head, await requests.now());
      this.#logged = undefined;
    }
    return again(HEAD_EVERY);
  }

  /** Two keys in one chain could never be verified: what comes now waits for the right one. */
  #otherKey(): Verdict {
    if (!this.#warned)
      this.parts.log.error(
        {},
        'audit: AUDIT_KEY is another than the trail was sealed with; not sealed',
      );
    this.#warned = true;
    return again(SEAL_EVERY);
  }

  async #remember(): Promise<void> {
    this.#mark = await this.parts.audit.mark();
  }

  /** Said once: the chain goes on behind an entry that names the head that is gone. */
  async #watch(): Promise<void> {
    const { audit, requests, log, observer } = this.parts;
    const mark = this.#mark;
    if (!mark || (await audit.holds(mark))) return;
    const { seq, mac } = mark.head;
    const seen = { actor: TIMER, command: 'chain-broken', opKey: `chain-broken:${seq}:${mac}` };
    const code = `${seq}:${mac}`;
    const entry = auditEntry(seen, await requests.now(), { outcome: 'done', code });
    const first = await audit.noteLoss(mark, entry);
    this.#mark = undefined;
    const detail = { seq, mac, noted: first };
    log.error(detail, 'audit: the end of the trail is gone; an entry says so, and sealing goes on');
    observer?.({ kind: 'agenda', title: 'audit: entries were lost', detail });
  }
}
