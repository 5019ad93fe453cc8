import type { Device } from '../services/desk/ports.js';
import type { IntakeView } from '../services/desk/views.js';
import type { Drawing } from './drawing.js';
import type { Choice } from './moves.js';
import { line } from './untrusted.js';

/** Most PCs that are offered; whoever has more names theirs. */
const OFFERED = 25;

/** Values of the device choice that are no PC of the list. */
export const UNLISTED = 'unlisted';
export const DEAD = 'dead';

/** The person's PCs by Intune id, then the ways to ask for one that isn't there. */
export function deviceOptions({ say }: Drawing, view: IntakeView): Choice['options'] {
  return [
    ...titled(offered(view)),
    { title: say('cards:intake.unlisted'), value: UNLISTED },
    { title: say('cards:intake.dead'), value: DEAD },
  ];
}

/** What was chosen before, else the only PC, a phone beside it or not. Without a list the form can still be sent. */
export function preselected(view: IntakeView): string {
  const { device } = view.call;
  if (device?.kind === 'unlisted') return UNLISTED;
  if (device?.kind === 'dead') return DEAD;
  const devices = offered(view);
  if (device !== undefined && devices.some(({ id }) => id === device.id)) return device.id;
  if (devices.length === 0) return UNLISTED;
  const computers = devices.filter(({ operatingSystem }) => !isPhone(operatingSystem));
  const [only, ...others] = computers.length > 0 ? computers : devices;
  return only !== undefined && others.length === 0 ? only.id : '';
}

/** `iOS`, `iPadOS`, `Android`, `AndroidEnterprise` and the like, as Intune writes them. */
function isPhone(operatingSystem = ''): boolean {
  return /^(?:ios|ipados|android)/i.test(operatingSystem);
}

type Offer = Pick<Device, 'id' | 'name'> & {
  readonly model?: string | undefined;
  readonly operatingSystem?: string;
};

function offered({ call, devices }: IntakeView): Offer[] {
  const known: readonly Offer[] = devices.kind === 'known' ? devices.devices.slice(0, OFFERED) : [];
  const chosen = call.device?.kind === 'managed' ? call.device : undefined;
  const isMissing = chosen !== undefined && !known.some(({ id }) => id === chosen.id);
  return isMissing ? [chosen, ...known] : [...known];
}

/** Two PCs of the same name and model are told apart by the end of their id. */
function titled(devices: readonly Offer[]): Choice['options'] {
  const titles = devices.map(({ name, model }) => {
    const shown = line(name, 40);
    return model ? `${shown} (${line(model, 40)})` : shown;
  });
  return devices.map(({ id }, index) => {
    const title = titles[index] ?? '';
    const isShared = titles.filter((other) => other === title).length > 1;
    return { title: isShared || title === '' ? `${title} …${id.slice(-4)}` : title, value: id };
  });
}
