import Joi from 'joi';
import {
  type ExclusiveGroup,
  type PauseBehaviour,
  ruleConfigDomains,
  type RuleConfigDomain,
} from '../../domain/program/program';
import { type RuleType, ruleTypes } from '../../domain/rules';

/** The body of a create or an edit as it is sent, once its shape is right. */
export interface ProgramBody {
  readonly name: string;
  readonly description?: string | null;
  readonly ruleType: RuleType;
  readonly ruleConfigDomain: RuleConfigDomain;
  readonly ruleConfig: unknown;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly timezone?: string | null;
  readonly currency?: string | null;
  readonly locationIds?: string[] | null;
  readonly gracePeriodDays?: number;
  readonly endsSoonDays?: number;
  readonly schedule?: unknown;
  readonly segmentIds?: string[] | null;
  readonly priority?: number;
  readonly exclusiveGroup?: ExclusiveGroup | null;
  readonly onPause?: PauseBehaviour;
  readonly isActive?: boolean;
}

const mostLocations = 1_000;
const mostSegments = 20;
const oneLine = /^\P{Cc}*$/u;
const manyLines = /^(?:[\t\n\r]|\P{Cc})*$/u;

const instant = (label: string, what: string) =>
  Joi.string()
    .max(40)
    .allow(null)
    .description(`${what} RFC 3339, with an offset from UTC, precise to the millisecond at most.`)
    .label(label);

const days = (label: string, min: number, max: number) =>
  Joi.number().strict().integer().min(min).max(max).label(label);

const fields = {
  name: Joi.string()
    .trim()
    .min(1)
    .max(255)
    .pattern(oneLine)
    .required()
    .description('Shown to customers. Spaces around it are removed.')
    .label('Name'),
  description: Joi.string()
    .allow(null, '')
    .max(5_000)
    .pattern(manyLines)
    .description('Plain text.')
    .label('Description'),
  ruleType: Joi.string()
    .valid(...ruleTypes)
    .required()
    .description('How customers earn. May change only while the program is a draft.')
    .label('Rule type'),
  ruleConfigDomain: Joi.string()
    .valid(...ruleConfigDomains)
    .default('SIMPLE')
    .label('Rule config domain'),
  ruleConfig: Joi.object()
    .unknown()
    .required()
    .description('The numbers of the rule; its shape depends on `ruleType`.')
    .label('Rule config'),
  startsAt: instant('Start date', 'When customers can begin to earn.'),
  endsAt: instant(
    'End date',
    'When the program ends by itself; the first instant at which it no longer runs.',
  ),
  timezone: Joi.string()
    .max(64)
    .allow(null)
    .description('IANA zone in which days, months and hours of this program are meant.')
    .label('Time zone'),
  currency: Joi.string()
    .length(3)
    .allow(null)
    .description('ISO 4217 code of every amount in `ruleConfig`.')
    .label('Currency'),
  locationIds: Joi.array()
    .items(Joi.string().guid({ separator: '-', wrapper: false }).lowercase())
    .min(1)
    .max(mostLocations)
    .unique()
    .allow(null)
    .description('Participating locations. Null or left out: all of the business, later ones included.')
    .label('Locations'),
  gracePeriodDays: days('Grace period', 0, 365).description(
    'For how many days after the end what customers hold can still be used; 90 when left out.',
  ),
  endsSoonDays: days('Ends-soon notice', 0, 60).description(
    'How many days before the end customers are told of it; 7 when left out, 0 for not at all.',
  ),
  schedule: Joi.object()
    .unknown()
    .allow(null)
    .description(
      'Windows that come again, and blackouts, in local times of `timezone`. Null or left out: open all the time.',
    )
    .label('Schedule'),
  segmentIds: Joi.array()
    .items(Joi.string().guid({ separator: '-', wrapper: false }).lowercase())
    .min(1)
    .max(mostSegments)
    .unique()
    .allow(null)
    .description('Who may enrol and earn: customers in any of these segments. Null or left out: everyone.')
    .label('Segments'),
  priority: Joi.number()
    .strict()
    .integer()
    .min(-1_000)
    .max(1_000)
    .description('Which of several programs comes first where only one can; the higher. 0 when left out.')
    .label('Priority'),
  exclusiveGroup: Joi.object({
    name: Joi.string().trim().min(1).max(40).pattern(oneLine).required().label('Group name'),
    earns: Joi.string().valid('first', 'best').default('first').label('Group earns'),
  })
    .allow(null)
    .description(
      'Of the programs that share a group only one earns from a purchase: the `first` by priority, or the `best` for the customer. Not for tiers, which count beside all others.',
    )
    .label('Exclusive group'),
  onPause: Joi.object({ freezeExpiry: Joi.boolean().strict().default(false).label('freezeExpiry') })
    .description(
      '`freezeExpiry`: whether what customers hold keeps its remaining time during a pause; time goes on when left out.',
    )
    .label('On pause'),
};

const isActive = Joi.boolean()
  .strict()
  .description('True: live at once, or from `startsAt` on. False or left out: a draft.')
  .label('isActive');

/** Part of the schemas, not of each validation, which would merge them anew every time. */
const everyFault: Joi.ValidationOptions = {
  abortEarly: false,
  errors: { wrap: { label: false }, label: 'key' },
};

/** Body of `POST /programs`. */
export const createBody = Joi.object<ProgramBody>({ ...fields, isActive }).prefs(everyFault);

/** Body of `PUT /programs/{id}`: everything but the lifecycle. */
export const editBody = Joi.object<ProgramBody>(fields).prefs(everyFault);
