-- One step of the quotas over all accounts of a caller, which Redis runs as a whole.
--
-- KEYS, five for each account:
--   hash     sums: rs and ts of the windows of requests and tokens, res set aside, day, du, mon, mu; o:ID what each call set aside
--   list     window of requests, and
--   list     window of tokens: STEP:AMOUNT, a step being 100 ms
--   zset     calls that have tokens set aside, by the time at which their lease ends
--   zset     requests that run, likewise
-- ARGV: step, now ('' for this server's time), length of a lease, id, three numbers whose meaning is the step's, then
--   five limits for each account: requests a minute, requests at one time, tokens a minute, a day, a month; -1 for none.
-- Returns {1, now, granted, seven numbers for each account} or {0, now, account, limit, wait}; a wait of -1 is for ever.

local STEP, STEPS, DAY = 100, 601, 86400000
local KEPT = 40 * DAY
local op, lease, id = ARGV[1], tonumber(ARGV[3]), ARGV[4]
local first, second, third = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local accounts = #KEYS / 5

local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

-- The day since 1970, and the month since year 0, of UTC (the days_from_civil algorithm backwards).
local function periods(millis)
  local day = math.floor(millis / DAY)
  local z = day + 719468
  local era = math.floor(z / 146097)
  local of_era = z - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524) - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local from_march = math.floor((5 * of_year + 2) / 153)
  local month = from_march < 10 and from_march + 3 or from_march - 9
  return day, (year + era * 400 + (month <= 2 and 1 or 0)) * 12 + month
end

-- When a month ends.
local function month_end(month)
  local day = math.floor(now / DAY)
  local _, of = periods(day * DAY)
  while of == month do
    day = day + 1
    _, of = periods(day * DAY)
  end
  return day * DAY
end

local today, this_month = periods(now)

local function number(format_me)
  return string.format('%.0f', format_me)
end

local function parts(entry)
  local step, amount = string.match(entry, '^(%-?%d+):(%d+)$')
  return tonumber(step), tonumber(amount)
end

-- Drops what has left a window, and returns the sum of the rest.
local function advance(list, sum)
  local oldest = redis.call('LINDEX', list, 0)
  if not oldest then
    return 0
  end
  local step = math.floor(now / STEP)
  while oldest do
    local at, amount = parts(oldest)
    if step - at < STEPS then
      break
    end
    redis.call('LPOP', list)
    sum = sum - amount
    oldest = redis.call('LINDEX', list, 0)
  end
  return oldest and sum or 0
end

local function add(list, amount, millis)
  local step = math.floor(millis / STEP)
  local newest = redis.call('LINDEX', list, -1)
  if newest then
    local at, before = parts(newest)
    if at >= step then
      redis.call('LSET', list, -1, number(at) .. ':' .. number(before + amount))
      return
    end
  end
  redis.call('RPUSH', list, number(step) .. ':' .. number(amount))
  redis.call('PEXPIRE', list, STEP * STEPS)
end

local function take_back(list, step, amount)
  for place = redis.call('LLEN', list) - 1, 0, -1 do
    local at, before = parts(redis.call('LINDEX', list, place))
    if at == step then
      redis.call('LSET', list, place, number(at) .. ':' .. number(before - amount))
      return amount
    elseif at < step then
      return 0
    end
  end
  return 0
end

local function left_until(step)
  return (step + STEPS) * STEP - now
end

local function until_empty(list)
  local newest = redis.call('LINDEX', list, -1)
  return newest and left_until((parts(newest))) or 0
end

local function until_freed(list, amount)
  local freed = 0
  for _, entry in ipairs(redis.call('LRANGE', list, 0, -1)) do
    local at, of = parts(entry)
    freed = freed + of
    if freed >= amount then
      return left_until(at)
    end
  end
  return until_empty(list)
end

local function use(account, used, in_minute, millis)
  local day, month = periods(millis)
  if day == today then
    account.du = account.du + used
  end
  if month == this_month then
    account.mu = account.mu + used
  end
  if in_minute > 0 and now - millis < STEP * STEPS then
    add(account.tokens, in_minute, millis)
    account.ts = account.ts + in_minute
  end
end

local function load(index)
  local key = (index - 1) * 5
  local account = {
    hash = KEYS[key + 1], requests = KEYS[key + 2], tokens = KEYS[key + 3], open = KEYS[key + 4], running = KEYS[key + 5]
  }
  account.limits = {}
  for limit = 1, 5 do
    account.limits[limit] = tonumber(ARGV[7 + (index - 1) * 5 + limit])
  end
  local sums = redis.call('HMGET', account.hash, 'rs', 'ts', 'res', 'day', 'du', 'mon', 'mu')
  account.rs = advance(account.requests, tonumber(sums[1] or 0))
  account.ts = advance(account.tokens, tonumber(sums[2] or 0))
  account.res = tonumber(sums[3] or 0)
  account.du = tonumber(sums[4] or -1) == today and tonumber(sums[5]) or 0
  account.mu = tonumber(sums[6] or -1) == this_month and tonumber(sums[7]) or 0
  -- Whose gateway died: all that was set aside counts as used, at the moment at which the lease ended.
  local ended = redis.call('ZRANGEBYSCORE', account.open, '-inf', number(now), 'WITHSCORES')
  for i = 1, #ended, 2 do
    local field = 'o:' .. ended[i]
    local tokens = tonumber(redis.call('HGET', account.hash, field) or 0)
    account.res = account.res - tokens
    use(account, tokens, tokens, tonumber(ended[i + 1]))
    redis.call('HDEL', account.hash, field)
    redis.call('ZREM', account.open, ended[i])
  end
  redis.call('ZREMRANGEBYSCORE', account.running, '-inf', number(now))
  return account
end

local function save(account)
  redis.call('HSET', account.hash, 'rs', number(account.rs), 'ts', number(account.ts), 'res', number(account.res),
    'day', number(today), 'du', number(account.du), 'mon', number(this_month), 'mu', number(account.mu))
  redis.call('PEXPIRE', account.hash, KEPT)
  redis.call('PEXPIRE', account.open, KEPT)
  redis.call('PEXPIRE', account.running, KEPT)
end

-- The refusal that holds longest; -1 is for ever.
local refusal
local function refuse(index, limit, wait)
  local longer = refusal and refusal[5] ~= -1 and (wait == -1 or wait > refusal[5])
  if not refusal or longer then
    refusal = {0, now, index, limit, wait}
  end
end

local all = {}
for index = 1, accounts do
  all[index] = load(index)
end

local function left(account, limit, used)
  local allowed = account.limits[limit]
  return allowed == -1 and math.huge or allowed - used - account.res
end

local granted = 0
if op == 'enter' then
  for index, account in ipairs(all) do
    local a_minute, at_once = account.limits[1], account.limits[2]
    if a_minute ~= -1 and account.rs >= a_minute then
      refuse(index, 1, until_freed(account.requests, account.rs - a_minute + 1))
    elseif at_once ~= -1 and redis.call('ZCARD', account.running) >= at_once then
      refuse(index, 2, 1000)
    end
  end
  if not refusal then
    for _, account in ipairs(all) do
      add(account.requests, 1, now)
      account.rs = account.rs + 1
      redis.call('ZADD', account.running, number(now + lease), id)
    end
  end
elseif op == 'leave' then
  -- first: 1 when the request counts; second: when it was counted.
  for _, account in ipairs(all) do
    redis.call('ZREM', account.running, id)
    if first == 0 then
      account.rs = account.rs - take_back(account.requests, math.floor(second / STEP), 1)
    end
  end
elseif op == 'reserve' then
  -- first: the least; second: the most.
  granted = second
  for _, account in ipairs(all) do
    granted = math.min(granted, left(account, 3, account.ts), left(account, 4, account.du), left(account, 5, account.mu))
  end
  if granted >= first then
    for _, account in ipairs(all) do
      account.res = account.res + granted
      redis.call('HSET', account.hash, 'o:' .. id, number(granted))
      redis.call('ZADD', account.open, number(now + lease), id)
    end
  else
    for index, account in ipairs(all) do
      local limits = account.limits
      if first > left(account, 5, account.mu) then
        refuse(index, 5, first > limits[5] and -1 or month_end(this_month) - now)
      end
      if first > left(account, 4, account.du) then
        refuse(index, 4, first > limits[4] and -1 or (today + 1) * DAY - now)
      end
      if first > left(account, 3, account.ts) then
        local wait = STEP * STEPS
        if first > limits[3] then
          wait = -1
        elseif account.res == 0 then
          wait = until_freed(account.tokens, first - (limits[3] - account.ts))
        end
        refuse(index, 3, wait)
      end
    end
  end
elseif op == 'settle' then
  -- first: what was used; second: what counts in the minute; third: what was set aside.
  for _, account in ipairs(all) do
    local field = 'o:' .. id
    local tokens = tonumber(redis.call('HGET', account.hash, field) or -1)
    if tokens >= 0 then
      account.res = account.res - tokens
      redis.call('HDEL', account.hash, field)
      redis.call('ZREM', account.open, id)
      use(account, first, second, now)
    else
      -- Its lease had ended, and all of it was counted then.
      use(account, math.max(0, first - third), math.max(0, second - third), now)
    end
  end
elseif op == 'renew' then
  for _, account in ipairs(all) do
    redis.call('ZADD', account.open, 'XX', number(now + lease), id)
    redis.call('ZADD', account.running, 'XX', number(now + lease), id)
  end
elseif op == 'carry' then
  -- first: tokens of the day; second: of the month.
  for _, account in ipairs(all) do
    account.du = math.max(account.du, first)
    account.mu = math.max(account.mu, second)
  end
end

for _, account in ipairs(all) do
  save(account)
end
if refusal then
  return refusal
end
local answer = {1, now, granted}
for _, account in ipairs(all) do
  for _, value in ipairs({account.rs, until_empty(account.requests), account.ts, until_empty(account.tokens),
    account.res, account.du, account.mu}) do
    answer[#answer + 1] = value
  end
end
return answer
