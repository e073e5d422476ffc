import { hour } from '../../test/support/programs';
import type { TestApi } from '../testing/api.fixtures';

/** What a PUT takes of what a GET gave. */
export async function edit(api: TestApi, id: string, differing: Record<string, unknown>) {
  const { body } = await api.send({ path: `/programs/${id}` });
  const { name, description, ruleType, ruleConfigDomain, ruleConfig, startsAt, endsAt, locationIds } = body;
  const { gracePeriodDays, endsSoonDays, schedule, priority } = body;
  const definition = { name, description, ruleType, ruleConfigDomain, ruleConfig, startsAt, endsAt };
  const rest = { locationIds, gracePeriodDays, endsSoonDays, schedule, priority };
  const whole = { ...definition, ...rest, ...differing };
  return api.send({ method: 'PUT', path: `/programs/${id}`, body: whole });
}

/** One draft with an edit of its config, then live, then paused: versions 1 to 4. */
export async function eventful(api: TestApi) {
  const id = await api.program({ name: 'Card', isActive: false });
  const { ruleConfig } = (await api.send({ path: `/programs/${id}` })).body;
  api.clock.now += hour;
  const config = { ...ruleConfig, punchesRequired: 5, categoryFilter: 'tea' };
  await edit(api, id, { name: 'Tea card', ruleConfig: config });
  api.clock.now += hour;
  await api.command(id, 'activate');
  api.clock.now += hour;
  await api.command(id, 'pause');
  return { id, ruleConfig, config };
}
