import { helperOf, type Request, type RequestState } from '../services/desk/requests/request.js';
import type { RequestView } from '../services/desk/views.js';
import {
  deviceName,
  frame,
  momentsOf,
  nameOf,
  wordsOf,
  type Drawing,
  type Frame,
  type Maybe,
  type Say,
  type Text,
} from './drawing.js';
import { dateToken, timeToken } from './moments.js';
import { line, paragraphs, title } from './untrusted.js';

export type Color = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';

/** The anatomy that every card of a request has: who, what, where it stands, what comes next. */
export interface Sheet extends Frame {
  readonly head: Head;
  readonly headings: Maybe<Text>;
  /** Sentences that may hold names. */
  readonly leads: readonly Text[];
  readonly facts: readonly Fact[];
  readonly quotes: readonly Quote[];
  /** Our own words; may hold times, never names. */
  readonly lines: readonly Line[];
  readonly troubles: readonly { readonly text: string; readonly code: string }[];
  readonly next: readonly Text[];
}

export interface Head {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly color: Color;
  readonly who: string;
  readonly urgent: Maybe<Text>;
  readonly date: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Quote {
  readonly label: string;
  readonly paragraphs: readonly Text[];
}

export interface Line {
  readonly text: string;
  readonly color: Color;
}

/** What a card adds to the anatomy. */
export type SheetParts = Partial<
  Pick<Sheet, 'headings' | 'leads' | 'facts' | 'quotes' | 'lines' | 'next'>
> & {
  /** What a screen reader and a notification say after the number, instead of the state. */
  readonly spoken?: string;
};

const COLORS: Readonly<Record<RequestState, Color>> = {
  pending: 'Warning',
  approved: 'Accent',
  connecting: 'Accent',
  active: 'Good',
  ended: 'Accent',
  closed: 'Default',
  declined: 'Attention',
  withdrawn: 'Default',
  expired: 'Attention',
  failed: 'Attention',
};

export function sheetOf(drawing: Drawing, view: RequestView, parts: SheetParts): Sheet {
  const { say } = drawing;
  const { request } = view;
  const words = { id: request.id, state: say(`common:state.${request.state}`) };
  return {
    ...frame(
      drawing,
      say('cards:fallback', words),
      say('cards:speak', { ...words, state: parts.spoken ?? words.state }),
    ),
    head: headOf(drawing, view),
    headings: parts.headings ?? [],
    leads: parts.leads ?? [],
    facts: parts.facts ?? [],
    quotes: parts.quotes ?? [],
    lines: parts.lines ?? [],
    troubles: troublesOf(drawing, view),
    next: parts.next ?? [],
  };
}

export function headOf({ say }: Drawing, view: RequestView): Head {
  const { request } = view;
  const model = request.device.kind === 'managed' ? line(request.device.model ?? '') : '';
  const device = deviceName(request.device, say);
  return {
    id: `${request.id} · `,
    title: title(wordsOf(say, view, request.text)),
    state: `● ${say(`common:state.${request.state}`)}`,
    color: COLORS[request.state],
    who: `${nameOf(view.people, request.requester, say)} · ${model ? `${device} (${model})` : device}`,
    urgent: request.urgency === 'urgent' ? [{ text: ` · ${say('common:urgency.urgent')}` }] : [],
    date: `${dateToken(request.openedAt)} ${timeToken(request.openedAt)}`,
  };
}

/** What is being tried again, and when: nobody has to guess why nothing happens. */
function troublesOf(drawing: Drawing, view: RequestView): Sheet['troubles'] {
  const { say } = drawing;
  const moments = momentsOf(drawing, view.now);
  return view.request.effects.flatMap(({ trouble }) =>
    trouble === undefined
      ? []
      : [
          {
            text: say('cards:trouble', {
              system: systemName(drawing, trouble.system),
              at: moments.at(trouble.retryAt),
            }),
            code: 'HD-501',
          },
        ],
  );
}

export function systemName({ say }: Pick<Drawing, 'say'>, system: string): string {
  switch (system) {
    case 'teamviewer':
    case 'graph':
    case 'teams':
    case 'entra':
      return say(`common:system.${system}`);
    default:
      return say('common:system.other');
  }
}

export function fact(label: string, value: string): Fact {
  return { label: `${label} `, value };
}

export function plain(text: string): Line {
  return { text, color: 'Default' };
}

/** Nothing at all when nobody said anything. */
export function quote(label: string, text: string): Quote[] {
  const parts = paragraphs(text);
  return parts.length === 0 ? [] : [{ label, paragraphs: parts.map((part) => ({ text: part })) }];
}

/** The person's words in full, when the title can't hold them. */
export function wordsQuote(say: Say, label: string, view: RequestView): Quote[] {
  const text = wordsOf(say, view, view.request.text);
  const parts = paragraphs(text);
  return parts.length === 1 && parts[0] === title(text) ? [] : quote(label, text);
}

/** Facts that both sides' cards start with. */
export function commonFacts({ say }: Drawing, view: RequestView): Fact[] {
  const { request } = view;
  const helper = helperOf(request);
  return [
    fact(say('cards:fact.category'), say(`common:category.${request.category}`)),
    ...(helper ? [fact(say(helperLabel(request)), nameOf(view.people, helper, say))] : []),
    ...('mode' in request
      ? [fact(say('cards:fact.mode'), say(`common:mode.${request.mode}`))]
      : []),
    ...(request.state === 'closed' && request.resolution
      ? [fact(say('cards:fact.resolution'), say(`common:resolution.${request.resolution}`))]
      : []),
  ];
}

function helperLabel(request: Request): 'cards:fact.assignee' | 'cards:fact.helper' {
  return request.state === 'pending' ? 'cards:fact.assignee' : 'cards:fact.helper';
}
