import { audited, openStore } from '../store/building.js';

/** A process that commits three entries and is killed before anybody seals them. */
const [url = '', tenant = ''] = process.argv.slice(2);
const { store } = openStore(url, tenant);
for (let n = 1; n <= 3; n += 1) await store.desk.commit({ audit: audited(`killed-${n}`) });
process.stdout.write('committed\n');
setInterval(() => undefined, 1_000);
