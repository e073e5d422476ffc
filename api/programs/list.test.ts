import { noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';

let api: TestApi;
const ids: Record<string, string> = {};
let soho: string;
let brooklyn: string;

beforeAll(async () => {
  api = await startApi();
  soho = await api.location();
  brooklyn = await api.location();
  const wishes = {
    draft: { name: 'apple', isActive: false },
    scheduled: { name: 'Banana', startsAt: noon + 1_000 },
    active: { name: 'cherry 100%', startsAt: noon - 5_000, endsAt: noon + 2_000, locationIds: [soho] },
    paused: { name: 'Date_palm', startsAt: noon - 9_000, locationIds: [brooklyn, soho] },
    ended: { name: 'elder\\berry', startsAt: noon - 7_000 },
    deleted: { name: 'fig' },
  };
  for (const [key, wish] of Object.entries(wishes)) {
    api.clock.now += 10;
    ids[key] = await api.program({ ...wish, startsAt: 'startsAt' in wish ? wish.startsAt : null });
  }
  await api.command(ids.paused ?? '', 'pause');
  await api.command(ids.ended ?? '', 'end');
  await api.command(ids.deleted ?? '', 'delete');
  await api.program({ businessId: await api.business(), name: 'cherry of others' });
});
beforeEach(() => {
  api.clock.now = noon + 100;
});
afterAll(() => api.close());

const list = (query: string) => api.send({ path: `/programs?${query}` });
async function listed(query: string): Promise<string[]> {
  const { body } = await list(query);
  return body.data.map((program: { id: string }) => keyOf(program.id));
}
const keyOf = (id: string) => Object.keys(ids).find((key) => ids[key] === id) ?? id;

test('everything but the deleted, the latest first, with the totals', async () => {
  const { body } = await list('');
  expect(body.data.map((program: { id: string }) => keyOf(program.id))).toEqual([
    'ended',
    'paused',
    'active',
    'scheduled',
    'draft',
  ]);
  expect(body.pagination).toEqual({
    page: 1,
    pageSize: 20,
    totalPages: 1,
    totalCount: 5,
    nextCursor: null,
    prevCursor: null,
  });
});

test.each([
  ['status=ACTIVE', ['active']],
  ['status=PAUSED&status=ENDED', ['ended', 'paused']],
  ['status=DRAFT', ['draft']],
  ['ruleType=STAMP_CARD', []],
  ['ruleType=PUNCH_CARD&ruleType=STAMP_CARD&status=SCHEDULED', ['scheduled']],
  ['q=CHERRY', ['active']],
  ['q=rr', ['ended', 'active']],
  ['q=%25', ['active']],
  ['q=_', ['paused']],
  ['q=%5C', ['ended']],
  ['sort=name', ['draft', 'scheduled', 'active', 'paused', 'ended']],
  ['sort=-name', ['ended', 'paused', 'active', 'scheduled', 'draft']],
  ['sort=createdAt', ['draft', 'scheduled', 'active', 'paused', 'ended']],
  ['sort=startsAt', ['paused', 'ended', 'active', 'scheduled', 'draft']],
  ['sort=-startsAt', ['draft', 'scheduled', 'active', 'ended', 'paused']],
])('%s', async (query, expected) => {
  expect(await listed(query)).toEqual(expected);
});

test('a location is met by its programs and by those of all locations', async () => {
  expect(await listed(`locationId=${soho}`)).toEqual(['ended', 'paused', 'active', 'scheduled', 'draft']);
  expect(await listed(`locationId=${brooklyn}`)).toEqual(['ended', 'paused', 'scheduled', 'draft']);
});

test('an id is found as a whole', async () => {
  expect(await listed(`q=${ids.paused}`)).toEqual(['paused']);
  expect(await listed(`q=${ids.deleted}`)).toEqual([]);
});

async function activeAt(now: number): Promise<string[]> {
  api.clock.now = now;
  const { body } = await list('status=ACTIVE&sort=name');
  for (const program of body.data) expect(program.status).toBe('ACTIVE');
  return body.data.map((program: { id: string }) => keyOf(program.id));
}

test('the status filter and the answer agree to the millisecond', async () => {
  expect(await activeAt(noon + 999)).toEqual(['active']);
  expect(await activeAt(noon + 1_000)).toEqual(['scheduled', 'active']);
  expect(await activeAt(noon + 1_999)).toEqual(['scheduled', 'active']);
  expect(await activeAt(noon + 2_000)).toEqual(['scheduled']);
});

test('pages have the totals of the whole list, the one beyond its end too', async () => {
  const { body } = await list('page=2&pageSize=2&sort=name');
  expect(body.data.map((program: { id: string }) => keyOf(program.id))).toEqual(['active', 'paused']);
  expect(body.pagination).toMatchObject({ page: 2, pageSize: 2, totalPages: 3, totalCount: 5 });
  const beyond = await list('page=9&pageSize=2');
  expect(beyond.body).toMatchObject({ data: [], pagination: { totalCount: 5, nextCursor: null } });
});

test.each(['createdAt', '-createdAt', 'name', '-name', 'startsAt', '-startsAt'])(
  'cursors walk through sort=%s and back',
  async (sort) => {
    const whole = await listed(`sort=${sort}`);
    const pages: string[][] = [];
    let answer = await list(`sort=${sort}&pageSize=2`);
    for (;;) {
      pages.push(answer.body.data.map((program: { id: string }) => keyOf(program.id)));
      const { nextCursor } = answer.body.pagination;
      if (nextCursor === null) break;
      answer = await list(`sort=${sort}&pageSize=2&cursor=${nextCursor}`);
    }
    expect(pages).toEqual([whole.slice(0, 2), whole.slice(2, 4), whole.slice(4)]);
    const back: string[][] = [];
    for (
      let cursor = answer.body.pagination.prevCursor;
      cursor !== null;
      cursor = answer.body.pagination.prevCursor
    ) {
      answer = await list(`sort=${sort}&pageSize=2&cursor=${cursor}`);
      back.push(answer.body.data.map((program: { id: string }) => keyOf(program.id)));
    }
    expect(back).toEqual([whole.slice(2, 4), whole.slice(0, 2)]);
  },
);

test('equal sort values neither repeat nor vanish between pages', async () => {
  const other = await startApi({ beside: api });
  const businessId = await api.business();
  const token = await tokenFor({ businessId, now: api.clock.now });
  const made = await Promise.all(Array.from({ length: 7 }, () => api.program({ businessId, name: 'Same' })));
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await other.send({ path: `/programs?sort=name&pageSize=3${cursor}`, token });
    seen.push(...body.data.map((program: { id: string }) => program.id));
    cursor = body.pagination.nextCursor === null ? '' : `&cursor=${body.pagination.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(made.toSorted());
  await other.close();
});

test('a cursor belongs to its business, its sort and its filters, and cannot be made up', async () => {
  const { nextCursor } = (await list('sort=name&pageSize=2')).body.pagination;
  const stranger = await tokenFor({ businessId: await api.business(), now: api.clock.now });
  const refusals = await Promise.all([
    list(`sort=-name&pageSize=2&cursor=${nextCursor}`),
    list(`sort=name&status=DRAFT&cursor=${nextCursor}`),
    list(`sort=name&cursor=${nextCursor}x`),
    list(`sort=name&cursor=${nextCursor.slice(0, -2)}`),
    list('sort=name&cursor=AAAA'),
    list('sort=name&cursor=%00'),
    api.send({ path: `/programs?sort=name&pageSize=2&cursor=${nextCursor}`, token: stranger }),
  ]);
  expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 400));
});

test('too deep a page is refused with a hint at the cursor', async () => {
  const { status, body } = await list('page=101&pageSize=100');
  expect([status, body.code]).toEqual([400, 'page_too_deep']);
  expect(body.detail).toContain('nextCursor');
  expect((await list('page=100&pageSize=100')).status).toBe(200);
});

test.each([
  'colour=red',
  'status=LOST',
  'status=active',
  'status=ACTIVE&status=ACTIVE',
  'ruleType=x',
  'locationId=here',
  'sort=price',
  'sort=name&sort=name',
  'page=0',
  'page=1.5',
  'page=x',
  'page=',
  'pageSize=0',
  'pageSize=101',
  'q=',
  `q=${'x'.repeat(256)}`,
  'q=a%00b',
  'q=a&q=b',
  '__proto__=1',
  'page=1&cursor=AAAA',
])('%s is refused', async (query) => {
  const { status, body } = await list(query);
  expect([status, body.code]).toEqual([400, 'invalid_request']);
});

test('text that is no UTF-8 is taken as the text it decodes to', async () => {
  expect((await list('q=%FF')).body.data).toEqual([]);
});
