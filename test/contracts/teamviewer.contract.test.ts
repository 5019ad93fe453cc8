import assert from 'node:assert/strict';
import { HOUR } from '../../src/services/desk/ids.js';
import type { RemoteSessions, SessionWish } from '../../src/services/desk/ports.js';
import { failureDetails } from '../services/graph/graph-parts.js';
import { remoteSessionsOf, startContract } from './contract-parts.js';
import type { Contract } from './contract-parts.js';

describe('TeamViewer client and simulated TeamViewer', () => {
  let contract: Contract;
  let sessions: RemoteSessions;

  before(async () => {
    contract = await startContract();
    sessions = remoteSessionsOf(contract.config);
  });
  beforeEach(() => contract.simulator.reset());
  after(() => contract.simulator.close());

  function wish(op: string): SessionWish {
    return {
      op,
      description: `${op} screen stays black`,
      customerName: 'Anna de Vries',
      waitingMessage: 'Sam will be with you shortly.',
      validUntil: contract.simulator.clock.now() + 8 * HOUR,
    };
  }

  const made = () => contract.simulator.journal.calls({ system: 'teamviewer', method: 'POST' });

  it('agree on making a session, and on finding it by its op', async () => {
    const wanted = wish('REQ-1:3');
    const session = await sessions.make(wanted);
    assert.match(session.code, /^s\d{2}-\d{3}-\d{3}$/);
    assert.equal(session.open, true);
    assert.equal(session.validUntil, Math.floor(wanted.validUntil / 1_000) * 1_000);
    const plain = session.code.replaceAll('-', '');
    assert.equal(session.links.customer, `https://get.teamviewer.com/${plain}`);
    assert.ok(session.links.supporter.startsWith(`https://get.teamviewer.com/${plain}-`));
    assert.deepEqual(await sessions.find('REQ-1:3'), session);
    assert.equal(await sessions.find('REQ-1:4'), undefined);
  });

  it('agree on the texts that are too long', async () => {
    const session = await sessions.make({
      ...wish('REQ-1:3'),
      description: 'd'.repeat(9_000),
      customerName: 'n'.repeat(300),
    });
    assert.equal(session.open, true);
  });

  it('agree when the answer to a create has numbers where words belong', async () => {
    contract.simulator.teamviewer.integerStates = true;
    assert.equal((await sessions.make(wish('REQ-1:3'))).open, true);
    assert.equal(made().length, 1);
  });

  it('agree on pages of the list and of the report', async () => {
    contract.simulator.teamviewer.pageSize = 2;
    const codes: string[] = [];
    for (let n = 0; n < 5; n += 1) codes.push((await sessions.make(wish(`REQ-${n}:1`))).code);
    for (const [n, code] of codes.entries()) {
      assert.equal((await sessions.find(`REQ-${n}:1`))?.code, code);
    }
  });

  it('agree on a session’s life from waiting to report', async () => {
    const { clock, teamviewer } = contract.simulator;
    const since = clock.now();
    const { code } = await sessions.make(wish('REQ-1:3'));
    assert.deepEqual(await sessions.look(code), { open: true, online: false });
    teamviewer.customerJoins(code);
    assert.deepEqual(await sessions.look(code), { open: true, online: true });
    teamviewer.helperConnects(code);
    await clock.advance(12 * 60_000);
    assert.equal(await sessions.report(code, since), undefined);
    await sessions.close(code);
    assert.deepEqual(await sessions.look(code), { open: false, online: false });
    const report = await sessions.report(code, since);
    assert.ok(report);
    const minutes = (report.to - report.from) / 60_000;
    assert.ok(minutes >= 11.9 && minutes < 13, `${minutes} minutes`);
    assert.ok(report.from >= since - 1_000);
    assert.equal((await sessions.find('REQ-1:3'))?.open, false);
  });

  it('agree on a report over two connections', async () => {
    const { clock, teamviewer } = contract.simulator;
    const since = clock.now();
    const { code } = await sessions.make(wish('REQ-1:3'));
    for (let round = 0; round < 2; round += 1) {
      teamviewer.customerJoins(code);
      teamviewer.helperConnects(code);
      await clock.advance(5 * 60_000);
      teamviewer.customerLeaves(code);
      teamviewer.helperLeaves(code);
      await clock.advance(2 * 60_000);
    }
    const report = await sessions.report(code, since);
    assert.ok(report && report.to - report.from >= 12 * 60_000 - 2_000);
  });

  it('agree that closing twice, or what is unknown, is no error', async () => {
    const session = await sessions.make(wish('REQ-1:3'));
    await sessions.close(session.code);
    await assert.doesNotReject(sessions.close(session.code));
    await contract.simulator.reset();
    await assert.doesNotReject(sessions.close(session.code));
    assert.deepEqual(await sessions.look(session.code), { open: false, online: false });
  });

  it('see a session that was closed in TeamViewer, or whose validity is over', async () => {
    const first = await sessions.make(wish('REQ-1:3'));
    contract.simulator.teamviewer.closeFromTeamViewer(first.code);
    assert.equal((await sessions.look(first.code)).open, false);
    const second = await sessions.make(wish('REQ-2:3'));
    await contract.simulator.clock.advance(9 * HOUR);
    assert.equal((await sessions.look(second.code)).open, false);
  });

  it('leave a doubt when the answer to a create is lost, which find clears: one session', async () => {
    contract.simulator.faults.add({
      system: 'teamviewer',
      method: 'POST',
      drop: 'after',
      times: 1,
    });
    const { retryable, applied } = await failureDetails(() => sessions.make(wish('REQ-1:3')));
    assert.deepEqual([retryable, applied], [true, 'maybe']);
    assert.equal((await sessions.find('REQ-1:3'))?.open, true);
    assert.equal(contract.simulator.teamviewer.sessions().length, 1);
  });

  it('leave a doubt when the connection breaks before the work, which find clears: none', async () => {
    contract.simulator.faults.add({
      system: 'teamviewer',
      method: 'POST',
      drop: 'before',
      times: 1,
    });
    const { retryable, applied } = await failureDetails(() => sessions.make(wish('REQ-1:3')));
    assert.deepEqual([retryable, applied], [true, 'maybe']);
    assert.equal(await sessions.find('REQ-1:3'), undefined);
  });

  it('are certain that nothing was made when throttled', async () => {
    contract.simulator.faults.add({ system: 'teamviewer', status: 429, retryAfter: 30, times: 1 });
    const { retryable, applied, retryAfter } = await failureDetails(() =>
      sessions.make(wish('REQ-1:3')),
    );
    assert.deepEqual([retryable, applied, retryAfter], [true, 'no', 30_000]);
    assert.equal(await sessions.find('REQ-1:3'), undefined);
  });

  it('fail for good with a token that is refused', async () => {
    const { retryable, code } = await failureDetails(() =>
      remoteSessionsOf(contract.config, 'wrong').make(wish('REQ-1:3')),
    );
    assert.deepEqual([retryable, code], [false, 'teamviewer-token']);
  });
});
