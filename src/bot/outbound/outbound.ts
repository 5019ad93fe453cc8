import type { Reader } from '../../cards/reader.js';
import type { CardJson } from '../../cards/render.js';
import { parseCardPlace } from '../../services/desk/places/card-address.js';
import type { CardAddress, CardPlaces, Synced } from '../../services/desk/ports.js';
import type { Task } from '../../services/desk/tasks/task.js';
import type { QueueView, TaskView } from '../../services/desk/views.js';
import type { Sighting } from '../orphans.js';
import { adopt } from './adopt.js';
import { sendAlert } from './alerts.js';
import { audienceOf, type Audience } from './audience.js';
import { catchUp } from './catch-up.js';
import { audienceAt, drawChange, syncChangeCard } from './change-card.js';
import { tellOfChange } from './change-notices.js';
import { drawCard, readerFor } from './draw.js';
import { drawIntake, syncIntake } from './intake-card.js';
import { syncLeft } from './left-behind.js';
import { sendNotice } from './notices.js';
import type { OutboundParts } from './parts.js';
import { syncQueue } from './queue-card.js';
import { syncRequestCard } from './request-card.js';
import { currentTask, syncTaskCard, taskAudience, viewOfTask } from './task-card.js';
import { tellOfTask } from './task-notices.js';
import { createViews, type QueueWish, type Views } from './views.js';

/** What Deskside shows and sends: the desk's port, and the same drawings for answers to clicks. */
export interface Outbound extends CardPlaces {
  readonly views: Views;
  /**
   * The card as it is now, for the answer of a click; undefined when there is none (no such request or place).
   * Drawn for exactly this reader: with their sentence, and with a link only if it is theirs.
   */
  current(address: CardAddress, reader: Reader): Promise<CardJson | undefined>;
  /** Another page or filter of the queue, for the one who asked. */
  queue(
    wish: QueueWish,
    reader: Reader,
  ): Promise<{ readonly card: CardJson; readonly view: QueueView }>;
  /** In whose language a card is: its one reader's, or the channel's. Undefined when there is no such card. */
  readerAt(address: CardAddress): Promise<Reader | undefined>;
  /** What a card of this task is drawn from. */
  task(task: Task): Promise<TaskView>;
  /** See adopt.ts. */
  adopt(address: CardAddress, seen: Sighting): Promise<boolean>;
  /** A person's chat or the help desk's channel can be written to (again); see catch-up.ts. */
  catchUp(where: Audience): Promise<void>;
}

export function createOutbound(parts: OutboundParts): Outbound {
  const views = createViews(parts);
  return {
    views,
    sync: (address) => sync(parts, views, address),
    notify: (notice) => sendNotice(parts, views, notice),
    tellOfChange: (notice) => tellOfChange(parts, notice),
    tellOfTask: (notice) => tellOfTask(parts, notice),
    task: (task) => viewOfTask(parts, task),
    alert: (alert, person) => sendAlert(parts, alert, person),
    current: (address, reader) => current(parts, views, address, reader),
    async queue(wish, reader) {
      const view = await views.queue(wish);
      return { view, card: parts.cards.queue(view, reader) };
    },
    readerAt: (address) => readerAt(parts, address),
    adopt: (address, seen) => adopt(parts, address, seen),
    catchUp: (where) => catchUp(parts, where),
    reached: (person) => catchUp(parts, { kind: 'person', id: person }),
  };
}

function sync(parts: OutboundParts, views: Views, address: CardAddress): Promise<Synced> {
  switch (address.of) {
    case 'request':
      return syncRequestCard(parts, views, address);
    case 'change':
      return syncChangeCard(parts, address);
    case 'task':
      return syncTaskCard(parts, address);
    case 'queue':
      return syncQueue(parts, views);
    case 'intake':
      return syncIntake(parts, address.person);
    case 'left':
      return syncLeft(parts, address.activity);
  }
}

async function current(
  parts: OutboundParts,
  views: Views,
  address: CardAddress,
  reader: Reader,
): Promise<CardJson | undefined> {
  switch (address.of) {
    case 'request': {
      const place = parseCardPlace(address.place);
      const view = place && (await views.request(address.id));
      if (!view || !audienceOf(view.request, place)) return undefined;
      return drawCard(parts, view, place, reader);
    }
    case 'change':
      return drawChange(parts, address.id, reader);
    case 'task':
      return currentTask(parts, address, reader);
    case 'queue':
      return parts.cards.queue(await views.queue({ filter: 'open', page: 1 }), reader);
    case 'intake': {
      const draft = await parts.intakeDrafts.get(address.person);
      return draft && drawIntake(parts, draft, address.person, reader);
    }
    case 'left':
      return undefined;
  }
}

async function readerAt(parts: OutboundParts, address: CardAddress): Promise<Reader | undefined> {
  switch (address.of) {
    case 'request': {
      const place = parseCardPlace(address.place);
      const request = place && (await parts.requests.get(address.id));
      const audience = request && audienceOf(request, place);
      return audience && readerFor(parts, audience);
    }
    case 'change': {
      const audience = audienceAt(address.place);
      return audience && readerFor(parts, audience);
    }
    case 'task': {
      const task = await parts.tasks.get(address.id);
      const audience = task && taskAudience(task, address.place);
      return audience && readerFor(parts, audience);
    }
    case 'queue':
      return readerFor(parts, { kind: 'channel' });
    case 'intake':
      return readerFor(parts, { kind: 'person', id: address.person });
    case 'left':
      return undefined;
  }
}
