-- Commits one decision: as a whole or not at all. All checks come before the first write.
--
-- KEYS  1 audit stream         2 audit counter       3 ledger entry of this op
--       only with a change:
--       4 clock offset         5 record (hash)       6 log of events (list)   7 words (hash)
--       8 open requests (zset) 9 requests of person (zset)  10 open requests of person (zset)
--       11 counts by state (hash)
--       12 agenda timers (zset) 13 agenda work (zset) 14 agenda entries (hash) 15 agenda counter
--       16 PCs (hash)
-- ARGV  1 how long the ledger remembers (ms)  2 outcome  3 audit entry
--       only with a change:
--       4 version the decision was made on, 0 = new   5 not after this moment of desk time, or ''
--       6 new version   7 new state   8 record   9 '1' when the new state is open   10 opened at
--       11 request id   12 request number
--       then n and n triples of PC, what it must be ('' = nothing, '*' = anything), what it becomes;
--       n and n events; n and n pairs of name, words; n and n triples of kind, member, moment or span
-- Gives {'committed'} | {'replayed', first outcome} | {'conflict'} | {'late'}

local known = redis.call('GET', KEYS[3])
if known then
  return { 'replayed', known }
end

local changes = #KEYS > 3
local plain = plain_now()
if changes then
  local version = redis.call('HGET', KEYS[5], 'v') or '0'
  if version ~= ARGV[4] then
    return { 'conflict' }
  end
  if ARGV[5] ~= '' and desk_now(KEYS[4]) > tonumber(ARGV[5]) then
    return { 'late' }
  end
  for pc = 1, tonumber(ARGV[13]) do
    local was = ARGV[3 * pc + 12]
    if was ~= '*' and (redis.call('HGET', KEYS[16], ARGV[3 * pc + 11]) or '') ~= was then
      return { 'conflict' }
    end
  end
end

redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[1])
redis.call('XADD', KEYS[1], redis.call('INCR', KEYS[2]) .. '-0', 'entry', ARGV[3])
if not changes then
  return { 'committed' }
end

local id = ARGV[11]
local before = redis.call('HGET', KEYS[5], 's')
if before then
  redis.call('HINCRBY', KEYS[11], before, -1)
end
redis.call('HINCRBY', KEYS[11], ARGV[7], 1)
redis.call('HSET', KEYS[5], 'v', ARGV[6], 's', ARGV[7], 'j', ARGV[8])
redis.call('ZADD', KEYS[9], ARGV[12], id)
if ARGV[9] == '1' then
  redis.call('ZADD', KEYS[8], ARGV[10], id)
  redis.call('ZADD', KEYS[10], ARGV[10], id)
else
  redis.call('ZREM', KEYS[8], id)
  redis.call('ZREM', KEYS[10], id)
end

local at = 13
for _ = 1, tonumber(ARGV[at]) do
  redis.call('HSET', KEYS[16], ARGV[at + 1], ARGV[at + 3])
  at = at + 3
end
at = at + 1
for _ = 1, tonumber(ARGV[at]) do
  at = at + 1
  redis.call('RPUSH', KEYS[6], ARGV[at])
end
at = at + 1
for _ = 1, tonumber(ARGV[at]) do
  redis.call('HSET', KEYS[7], ARGV[at + 1], ARGV[at + 2])
  at = at + 2
end
at = at + 1
local agenda = { timers = KEYS[12], work = KEYS[13], entries = KEYS[14], seq = KEYS[15] }
for _ = 1, tonumber(ARGV[at]) do
  local kind, member, moment = ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  if kind == 'timer' then
    ask_timer(agenda, member, moment)
  elseif kind == 'work' then
    ask_work(agenda, member, plain + moment, plain)
  elseif kind == 'soon' then
    ask_soon(agenda, member, plain + moment, plain)
  else
    forget(agenda, member)
  end
  at = at + 3
end
return { 'committed' }
