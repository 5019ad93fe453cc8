import { CATEGORIES, URGENCIES } from '../services/desk/requests/command.js';
import type { IntakeView } from '../services/desk/views.js';
import {
  frame,
  maybe,
  momentsOf,
  type Drawing,
  type Frame,
  type Maybe,
  type Text,
} from './drawing.js';
import { deviceOptions, preselected } from './intake-devices.js';
import { button, type Button, type Choice, type TextInput } from './moves.js';
import { plain, quote, type Line, type Quote } from './sheet.js';
import { line, NAME, said, WORDS } from './untrusted.js';

export interface IntakeCard extends Frame {
  readonly title: string;
  readonly leads: Maybe<Text>;
  readonly quotes: readonly Quote[];
  readonly lines: readonly Line[];
  readonly text: Maybe<TextInput>;
  readonly device: Maybe<Choice>;
  readonly deviceLines: readonly Line[];
  readonly deviceName: Maybe<TextInput>;
  readonly category: Maybe<Choice>;
  readonly urgency: Maybe<Choice>;
  readonly stored: Maybe<Text>;
  readonly buttons: readonly Button[];
}

/** The form of a call for help. It never waits for Graph: it can be sent while PCs are still looked up. */
export function intakeCard(drawing: Drawing, view: IntakeView): IntakeCard {
  return view.over === undefined ? openForm(drawing, view) : closedForm(drawing, view, view.over);
}

function openForm(drawing: Drawing, view: IntakeView): IntakeCard {
  const { say } = drawing;
  const title = say('cards:intake.title');
  return {
    ...frame(drawing, title),
    title,
    leads: onBehalf(drawing, view),
    quotes: [],
    // Without a clock in the view an opening time is always named with its date.
    lines:
      view.opens === undefined
        ? []
        : [plain(say('cards:intake.shut', { at: momentsOf(drawing, 0).at(view.opens) }))],
    text: [textOf(drawing, view)],
    device: [deviceOf(drawing, view)],
    deviceLines: deviceLines(drawing, view),
    deviceName: [deviceNameOf(drawing, view)],
    category: [
      chooser('category', say('cards:intake.category'), {
        value: view.call.category ?? 'other',
        all: CATEGORIES.map((value) => ({ title: say(`common:category.${value}`), value })),
      }),
    ],
    urgency: [
      chooser('urgency', say('cards:intake.urgency'), {
        value: view.call.urgency ?? 'normal',
        all: URGENCIES.map((value) => ({ title: say(`common:urgency.${value}`), value })),
      }),
    ],
    stored: [{ text: say('cards:intake.stored') }],
    buttons: buttons(drawing, view),
  };
}

function closedForm(
  drawing: Drawing,
  view: IntakeView,
  over: NonNullable<IntakeView['over']>,
): IntakeCard {
  const { say } = drawing;
  const title = say('cards:intake.title');
  return {
    ...frame(drawing, title),
    title,
    leads: [],
    quotes: quote('', view.call.text ?? ''),
    lines: [
      { text: say(`cards:intake.over.${over}`), color: over === 'sent' ? 'Good' : 'Default' },
    ],
    text: [],
    device: [],
    deviceLines: [],
    deviceName: [],
    category: [],
    urgency: [],
    stored: [],
    buttons: [],
  };
}

function onBehalf({ say }: Drawing, { requester }: IntakeView): Maybe<Text> {
  if (requester === undefined) return [];
  return [
    { text: say('cards:intake.onBehalf', { name: line(requester.name) || say('common:someone') }) },
  ];
}

function textOf({ say }: Drawing, { call }: IntakeView): TextInput {
  return {
    id: 'text',
    label: say('cards:intake.text'),
    hint: say('cards:intake.textHint'),
    multiline: true,
    required: true,
    error: say('cards:intake.textError'),
    most: WORDS,
    value: said(call.text ?? ''),
  };
}

function deviceOf(drawing: Drawing, view: IntakeView): Choice {
  const { say } = drawing;
  return {
    id: 'device',
    label: say('cards:intake.device'),
    required: true,
    error: say('cards:intake.deviceError'),
    value: preselected(view),
    options: deviceOptions(drawing, view),
  };
}

function deviceNameOf({ say }: Drawing, { call }: IntakeView): TextInput {
  const given =
    call.device !== undefined && call.device.kind !== 'managed' ? call.device.name : undefined;
  return {
    id: 'deviceName',
    label: say('cards:intake.deviceName'),
    hint: say('cards:intake.deviceNameHint'),
    multiline: false,
    required: false,
    error: '',
    most: NAME,
    value: line(given ?? ''),
  };
}

/** What is known of the person's PCs so far. */
function deviceLines(drawing: Drawing, { devices }: IntakeView): Line[] {
  const { say } = drawing;
  switch (devices.kind) {
    case 'looking':
      return [{ text: say('cards:intake.looking'), color: 'Accent' }];
    case 'failed': {
      const at = momentsOf(drawing, devices.retryAt).at(devices.retryAt);
      return [{ text: say('cards:intake.failed', { at }), color: 'Warning' }];
    }
    case 'known':
      return devices.devices.length === 0 ? [plain(say('cards:intake.none'))] : [];
  }
}

function chooser(
  id: string,
  label: string,
  options: { readonly value: string; readonly all: Choice['options'] },
): Choice {
  return { id, label, required: true, error: label, value: options.value, options: options.all };
}

function buttons({ say }: Drawing, { nonce, devices }: IntakeView): Button[] {
  const data = { nonce };
  return [
    button('intake-send', say('cards:intake.send'), data, { style: 'positive' }),
    button('intake-cancel', say('cards:intake.cancel'), data),
    ...maybe(devices.kind !== 'known', () =>
      button('intake-refresh', say('cards:intake.refresh'), data),
    ),
  ];
}
