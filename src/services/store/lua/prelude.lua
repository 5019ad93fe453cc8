-- Put in front of every script when it is loaded. Numbers are milliseconds.
-- TIME may be read before a write: effects are replicated, not scripts (Redis 5 and later).

local function plain_now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- tostring() would give 1.7e+12.
local function whole(number)
  return string.format('%.0f', number)
end

local function desk_now(offset_key)
  return plain_now() + tonumber(redis.call('GET', offset_key) or '0')
end

-- The agenda's keys: timers and work (sorted sets), entries (hash), seq (counter).
-- Fields of `entries` for a member: g: generation, t: tries, l: leased until, h: generation that was leased,
-- n: when it is due next, asked for while leased; a: the first moment it was due that no claim has answered yet.

local function next_generation(agenda, member)
  redis.call('HSET', agenda.entries, 'g:' .. member, redis.call('INCR', agenda.seq))
  redis.call('HDEL', agenda.entries, 't:' .. member)
end

local function ask_timer(agenda, member, at)
  next_generation(agenda, member)
  redis.call('ZREM', agenda.work, member)
  redis.call('ZADD', agenda.timers, whole(at), member)
end

-- Work that somebody holds stays theirs until they settle it or the lease ends: else two would send one card
-- at once, and the older picture could arrive last.
local function ask_work(agenda, member, at, now)
  next_generation(agenda, member)
  redis.call('ZREM', agenda.timers, member)
  local held = tonumber(redis.call('HGET', agenda.entries, 'l:' .. member) or '0')
  if held > now then
    redis.call('HSET', agenda.entries, 'n:' .. member, whole(at), 'a:' .. member, whole(at))
    at = math.max(at, held)
  else
    redis.call('HSETNX', agenda.entries, 'a:' .. member, whole(at))
  end
  redis.call('ZADD', agenda.work, whole(at), member)
end

-- Work whose earlier due time is kept.
local function ask_soon(agenda, member, at, now)
  local earlier
  if tonumber(redis.call('HGET', agenda.entries, 'l:' .. member) or '0') > now then
    -- Held: its score is the end of the lease; what counts is what was asked for since.
    earlier = redis.call('HGET', agenda.entries, 'n:' .. member)
  else
    earlier = redis.call('ZSCORE', agenda.work, member)
  end
  if earlier then
    at = math.min(at, tonumber(earlier))
  end
  ask_work(agenda, member, at, now)
end

local function forget(agenda, member)
  redis.call('ZREM', agenda.timers, member)
  redis.call('ZREM', agenda.work, member)
  redis.call('HDEL', agenda.entries, 'g:' .. member, 't:' .. member, 'l:' .. member, 'h:' .. member, 'n:' .. member,
    'a:' .. member)
end
