import type { Translator } from '../services/i18n/translator.js';
import { auditCard, type AuditCard } from './audit.js';
import type { Cards } from './cards.js';
import { changeCard, type ChangeCard } from './change.js';
import { consentCard, type ConsentCard } from './consent.js';
import { doctorCard, type DoctorCard } from './doctor.js';
import { drawingFor, type Drawing } from './drawing.js';
import { helpCard, type HelpCard } from './help.js';
import { intakeCard, type IntakeCard } from './intake.js';
import { queueCard, type QueueCard } from './queue.js';
import type { Reader } from './reader.js';
import { receiptCard, type ReceiptCard } from './receipt.js';
import { compile, render, type CardJson } from './render.js';
import { channelCard, type ChannelCard } from './request-channel.js';
import { userCard, type UserCard } from './request-user.js';
import { requestsCard, type RequestsCard } from './requests.js';
import { resolutionCard, type ResolutionCard } from './resolution.js';
import { errorCard, noticeCard, questionCard, type SaidCard } from './said.js';
import { sessionCard, type SessionCard } from './session.js';
import { pcUserCard, type PcUserCard } from './pc-user.js';
import { planFormCard, restartFormCard, type RestartFormCard } from './restart-form.js';
import { taskCard, type TaskCard } from './task.js';
import { taskListCard, type TaskListCard } from './task-list.js';
import { welcomeCard, type WelcomeCard } from './welcome.js';

/** Reads and compiles every layout once. */
export function createCards(translator: Translator): Cards {
  const draw = drawers();
  const by = (reader: Reader): Drawing => drawingFor(translator, reader);
  return {
    request: (view, place, reader, extras = {}) =>
      place === 'user'
        ? draw.user(userCard(by(reader), view, extras.link))
        : draw.channel(channelCard(by(reader), view, extras)),
    consent: (view, n, reader) => draw.consent(consentCard(by(reader), view, n)),
    session: (view, n, reader, link) => draw.session(sessionCard(by(reader), view, n, link)),
    resolution: (view, n, reader) => draw.resolution(resolutionCard(by(reader), view, n)),
    receipt: (view, n, reader) => draw.receipt(receiptCard(by(reader), view, n)),
    queue: (view, reader) => draw.queue(queueCard(by(reader), view)),
    intake: (view, reader) => draw.intake(intakeCard(by(reader), view)),
    help: (view, reader) => draw.help(helpCard(by(reader), view)),
    welcome: (reader, role, introduction) =>
      draw.welcome(welcomeCard(by(reader), role, introduction)),
    doctor: (findings, reader) => draw.doctor(doctorCard(by(reader), findings)),
    error: (words, reader) => draw.said(errorCard(by(reader), words)),
    ask: (question, reader) => draw.said(questionCard(by(reader), question)),
    notice: (notice, reader) => draw.said(noticeCard(by(reader), notice)),
    audit: (view, reader) => draw.audit(auditCard(by(reader), view)),
    change: (view, reader) => draw.change(changeCard(by(reader), view)),
    task: (view, reader, page) => draw.task(taskCard(by(reader), view, page)),
    pcUser: (view, reader) => draw.pcUser(pcUserCard(by(reader), view)),
    restartForm: (view, reader) => draw.restartForm(restartFormCard(by(reader), view)),
    planForm: (view, reader) => draw.restartForm(planFormCard(by(reader), view)),
    taskList: (view, reader) => draw.taskList(taskListCard(by(reader), view)),
    requests: (views, reader) => draw.requests(requestsCard(by(reader), views)),
  };
}

function drawers() {
  return {
    user: drawer<UserCard>('request-user'),
    channel: drawer<ChannelCard>('request-channel'),
    consent: drawer<ConsentCard>('consent'),
    session: drawer<SessionCard>('session'),
    resolution: drawer<ResolutionCard>('resolution'),
    receipt: drawer<ReceiptCard>('receipt'),
    queue: drawer<QueueCard>('queue'),
    intake: drawer<IntakeCard>('intake'),
    help: drawer<HelpCard>('help'),
    welcome: drawer<WelcomeCard>('welcome'),
    doctor: drawer<DoctorCard>('doctor'),
    said: drawer<SaidCard>('said'),
    audit: drawer<AuditCard>('audit'),
    change: drawer<ChangeCard>('change'),
    task: drawer<TaskCard>('task'),
    pcUser: drawer<PcUserCard>('pc-user'),
    restartForm: drawer<RestartFormCard>('restart-form'),
    taskList: drawer<TaskListCard>('task-list'),
    requests: drawer<RequestsCard>('requests'),
  };
}

function drawer<Data extends object>(name: string): (data: Data) => CardJson {
  const template = compile<Data>(name);
  return (data) => render(template, data);
}
