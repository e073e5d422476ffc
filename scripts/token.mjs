// npm run --silent token: prints a JWT for the running stack, and nothing else, on stdout.
//   -- --business <id> --sub <user>   another business or user      -- --business new   creates a business first
//   -- --ttl 15m                      s, m or h; default 12h        -- --scope loyalty:read
import { parseArgs } from 'node:util';
import { defaultScope, signToken } from './stack/jwt.mjs';
import { jsonLine, runScript } from './stack/processes.mjs';
import { dataDir } from './stack/settings.mjs';
import { runningState } from './stack/state.mjs';
import { Failure } from './support/failure.mjs';
import { main } from './support/main.mjs';

const options = {
  business: { type: 'string' },
  sub: { type: 'string' },
  ttl: { type: 'string' },
  scope: { type: 'string' },
};

function given() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Failure(error.message);
  }
}

function secondsOf(text) {
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (!amount) throw new Failure(`--ttl ${text} is no duration: use for example 90s, 15m or 12h`);
  return Number(amount) * { s: 1, m: 60, h: 3600 }[unit];
}

async function newBusiness(stack) {
  const output = await runScript(
    'db/create-business.js',
    { ...process.env, DATABASE_URL: stack.databaseUrl },
    'creating a business',
  );
  const { businessId } = jsonLine(output, 'db/create-business.js');
  process.stderr.write(`created business ${businessId}\n`);
  return businessId;
}

main(async () => {
  const { business, sub, ttl = '12h', scope = defaultScope } = given();
  const ttlSeconds = secondsOf(ttl);
  const stack = runningState(dataDir());
  if (!stack?.apiUrl)
    throw new Failure('the stack is not running: start it with npm start, in another terminal');
  const businessId = business === 'new' ? await newBusiness(stack) : (business ?? stack.businessId);
  const token = signToken({
    secret: stack.jwtSecret,
    sub: sub ?? stack.ownerId,
    businessId,
    scope,
    ttlSeconds,
  });
  process.stdout.write(`${token}\n`);
});
