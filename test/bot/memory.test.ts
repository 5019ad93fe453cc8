import assert from 'node:assert/strict';
import { MemoryStorage, type StoreItems } from 'botbuilder';
import { createMemory } from '../../src/bot/memory.js';

describe('the memory of a turn', () => {
  it('writes nothing when nothing was changed', async () => {
    class Counted extends MemoryStorage {
      writes = 0;
      override async write(changes: StoreItems): Promise<void> {
        this.writes += 1;
        await super.write(changes);
      }
    }
    const storage = new Counted();
    const memory = createMemory(storage, 'a:1', 'anna');
    assert.equal(await memory.get('draft'), undefined);
    await memory.save();
    assert.equal(storage.writes, 0);
  });

  it('is there in the next turn, for this person in this conversation alone', async () => {
    const storage = new MemoryStorage();
    const first = createMemory(storage, '19:x@thread/"', 'anna');
    await first.set('draft', { text: 'printer' });
    assert.deepEqual(await first.get('draft'), { text: 'printer' });
    await first.save();

    assert.deepEqual(await createMemory(storage, '19:x@thread/"', 'anna').get('draft'), {
      text: 'printer',
    });
    assert.equal(await createMemory(storage, '19:x@thread/"', 'luc').get('draft'), undefined);
    assert.equal(await createMemory(storage, 'a:1', 'anna').get('draft'), undefined);
  });

  it('forgets what was deleted', async () => {
    const storage = new MemoryStorage();
    const first = createMemory(storage, 'a:1', 'anna');
    await first.set('draft', 1);
    await first.save();
    const second = createMemory(storage, 'a:1', 'anna');
    await second.delete('draft');
    assert.equal(await second.get('draft'), undefined);
    await second.save();
    assert.equal(await createMemory(storage, 'a:1', 'anna').get('draft'), undefined);
  });

  it('puts the changes of two turns at once together, name by name', async () => {
    const storage = new MemoryStorage();
    const before = createMemory(storage, 'a:1', 'anna');
    await before.set('kept', 0);
    await before.save();

    const left = createMemory(storage, 'a:1', 'anna');
    const right = createMemory(storage, 'a:1', 'anna');
    await Promise.all([left.get('kept'), right.get('kept')]);
    await left.set('left', 1);
    await right.set('right', 2);
    await left.save();
    await right.save();

    const now = createMemory(storage, 'a:1', 'anna');
    assert.deepEqual(
      [await now.get('kept'), await now.get('left'), await now.get('right')],
      [0, 1, 2],
    );
  });

  it('lets an error of the storage through', async () => {
    class Broken extends MemoryStorage {
      override write(): Promise<void> {
        return Promise.reject(new Error('no space'));
      }
    }
    const memory = createMemory(new Broken(), 'a:1', 'anna');
    await memory.set('draft', 1);
    await assert.rejects(memory.save(), /no space/);
  });
});
