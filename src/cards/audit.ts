import type { PersonId } from '../services/desk/ids.js';
import type { Person } from '../services/desk/people/person.js';
import type { NumberedEntry } from '../services/desk/ports.js';
import { reasonWords, whatWords } from './audit-words.js';
import {
  frame,
  nameOf,
  type Drawing,
  type Frame,
  type Maybe,
  type Say,
  type Text,
} from './drawing.js';
import { button, type Button } from './moves.js';
import { dateToken, timeToken } from './moments.js';
import { plain, type Line } from './sheet.js';
import { line } from './untrusted.js';

/** A page of the trail. */
export interface AuditView {
  /** Newest first. */
  readonly entries: readonly NumberedEntry[];
  readonly people: ReadonlyMap<PersonId, Person>;
  /** What was asked for, in the reader's words, names left out. */
  readonly filter: string;
  readonly page: number;
  /** What the buttons carry to turn the page; undefined where there is none. */
  readonly newer?: PageTurn;
  readonly older?: PageTurn;
}

/** The question that a click on the button answers. */
export interface PageTurn {
  readonly nonce: string;
  readonly choice: number;
}

export interface AuditCard extends Frame {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly entries: readonly EntryRow[];
  readonly foot: readonly Line[];
  readonly buttons: readonly Button[];
}

interface EntryRow {
  readonly what: string;
  readonly who: string;
  readonly refused: Maybe<Text>;
  readonly when: string;
}

/** Twenty of them have to fit in one card. */
const ROW_NAME = 40;

/** Who did what to what and when, and why something was refused. */
export function auditCard(drawing: Drawing, view: AuditView): AuditCard {
  const { say } = drawing;
  const title = say('audit:title');
  const none = view.entries.length === 0 ? [plain(say('audit:empty'))] : [];
  return {
    ...frame(drawing, title),
    title,
    lines: [plain(say('audit:shown', { what: view.filter })), ...none],
    entries: view.entries.map((entry) => rowOf(drawing, entry, view.people)),
    foot: view.newer || view.older ? [plain(say('audit:page', { page: view.page }))] : [],
    buttons: [...turn(view.newer, say('audit:newer')), ...turn(view.older, say('audit:older'))],
  };
}

function turn(to: PageTurn | undefined, title: string): Button[] {
  return to ? [button('confirm', title, { nonce: to.nonce, choice: to.choice })] : [];
}

function rowOf({ say }: Drawing, numbered: NumberedEntry, people: AuditView['people']): EntryRow {
  const { seq, entry } = numbered;
  const when = `${dateToken(entry.at)} ${timeToken(entry.at)}`;
  const { what, who, refused } = entryParts(say, numbered, people);
  return {
    what,
    who,
    refused: refused === undefined ? [] : [{ text: refused }],
    when: say('audit:row.when', { seq, when }),
  };
}

interface EntryParts {
  readonly what: string;
  readonly who: string;
  readonly refused?: string;
}

export function entryParts(
  say: Say,
  { entry }: NumberedEntry,
  people: AuditView['people'],
): EntryParts {
  const { actor, subject, request, place, outcome, code } = entry;
  const done = whatWords(say, entry.command);
  const names = {
    who: line(nameOf(people, actor, say), ROW_NAME),
    place: say(`audit:place.${place}`),
  };
  const whom = subject && line(nameOf(people, subject, say), ROW_NAME);
  return {
    what: request === undefined ? done : say('audit:row.what', { what: done, on: request }),
    who: whom ? say('audit:row.whom', { ...names, whom }) : say('audit:row.who', names),
    ...(outcome === 'refused' ? { refused: refusedWords(say, code ?? '') } : {}),
  };
}

/** `HD-201 role-needed`, as the trail keeps it. */
function refusedWords(say: Say, kept: string): string {
  const [code = '', reason = ''] = kept.split(' ', 2);
  return say('audit:row.refused', { why: reasonWords(say, reason), code: line(code, 12) });
}
