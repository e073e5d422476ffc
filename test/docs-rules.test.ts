import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Joi from 'joi';
import { rules } from '../domain/rules';
import { rulesPage } from '../domain/rules-page';

const page = rulesPage(Joi);

describe('the page about rule types', () => {
  it('is up to date: otherwise run `node scripts/docs-rules.mjs`', () => {
    expect(readFileSync(join(__dirname, '../docs/rules.md'), 'utf8')).toBe(page);
  });

  it.each(rules.map((rule) => rule.type))(
    'says all of %s: its docs, and each field of its config',
    (type) => {
      const chapter = page.split(/^## /m).find((text) => text.includes(`\`${type}\`\n`)) ?? '';
      const rule = rules.find((each) => each.type === type);
      expect(chapter).toContain(rule?.docs);
      for (const field of Object.keys(rule?.defaults ?? {})) expect(chapter).toContain(`| \`${field}\` |`);
    },
  );

  it('shows bounds, choices and nested fields', () => {
    expect(page).toContain('| `punchesRequired` | yes | whole number from 2 up to 50 |');
    expect(page).toContain(
      '| `tiers[].threshold.period` | yes | `monthly`, `quarterly`, `yearly`, `lifetime` |',
    );
  });
});
