-- Asks for work outside a commit. An earlier due time is kept.
--
-- KEYS  1 timers (zset)   2 work (zset)   3 entries (hash)   4 agenda counter
-- ARGV  1 member   2 due after (ms)
-- Gives the generation

local agenda = { timers = KEYS[1], work = KEYS[2], entries = KEYS[3], seq = KEYS[4] }
local member = ARGV[1]
local now = plain_now()
local at = now + tonumber(ARGV[2])
local earlier
if tonumber(redis.call('HGET', KEYS[3], 'l:' .. member) or '0') > now then
  -- Held: its score is the end of the lease; what counts is what was asked for since.
  earlier = redis.call('HGET', KEYS[3], 'n:' .. member)
else
  earlier = redis.call('ZSCORE', KEYS[2], member)
end
if earlier then
  at = math.min(at, tonumber(earlier))
end
ask_work(agenda, member, at, now)
return tonumber(redis.call('HGET', KEYS[3], 'g:' .. member))
