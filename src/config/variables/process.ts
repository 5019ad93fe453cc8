import { z } from 'zod';
import { SECOND } from '../../services/desk/ids.js';
import { LOCALES } from '../../services/desk/people/person.js';
import { LOG_LEVELS } from '../config-type.js';
import { duration } from '../durations.js';
import { flag, port, text, timeZone } from '../fields.js';
import { variable } from './declare.js';

/** The drain as a whole has 25 s: what comes before it must leave time for running requests. */
const DELAY_MOST = 15 * SECOND;

export const PROCESS = {
  NODE_ENV: variable({
    // A slip such as `Production` must not switch the checks of production off.
    schema: z.enum(
      ['production', 'development', 'test'],
      'must be production, development or test',
    ),
    meaning:
      '`production`, `development` or `test`. `production` refuses what is only fit for trying out.',
    otherwise: '`production` for `npm start`',
  }),
  HOST: variable({
    schema: text,
    meaning: 'Address where Teams’ activities arrive; a proxy in front of it brings TLS.',
    preset: '127.0.0.1',
  }),
  PORT: variable({
    schema: port,
    meaning: 'Port of the same; 0 takes any free one.',
    preset: '3978',
  }),
  METRICS_HOST: variable({
    schema: text,
    meaning: 'Address where Prometheus reads `/metrics`; keep it out of the public’s reach.',
    preset: '127.0.0.1',
  }),
  METRICS_PORT: variable({
    schema: port,
    meaning: 'Port of the same; 0 takes any free one.',
    preset: '9464',
  }),
  DRAIN_DELAY: variable({
    schema: duration(0).refine((span) => span <= DELAY_MOST, 'must be at most 15 s'),
    meaning:
      'At the end, how long `/ready` says no before the port closes, so that load balancers look away.',
    otherwise: '`3s` in production, else `0s`',
  }),
  LOG_LEVEL: variable({
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
    meaning: 'fatal, error, warn, info, debug, trace or silent.',
    preset: 'info',
  }),
  DEFAULT_LOCALE: variable({
    schema: z.enum(LOCALES, `must be one of ${LOCALES.join(', ')}`),
    meaning: 'Language (en, nl or fr) for people and channels that tell none.',
    preset: 'en',
  }),
  DEFAULT_TIME_ZONE: variable({
    schema: timeZone,
    meaning: 'IANA time zone for people and channels that tell none.',
    preset: 'UTC',
  }),
  FREEZE: variable({
    schema: flag,
    meaning:
      '1 stops every effect on outside systems, and can’t be lifted in Teams: `/freeze` is the brake that can.',
    otherwise: 'off',
  }),
};
