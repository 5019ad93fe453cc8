-- Takes one message out of a conversation's budget, or says how long to wait. Plain time.
-- Each limit is a token bucket kept as the moment at which it is full again (GCRA): with a capacity C and one
-- token every `each` ms, a window of W ms never sees more than C + W / each messages.
-- Limits of Teams for a bot and a thread: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in 3600 s.
--
-- KEYS  1 budget of the conversation (hash: paused, and one field a limit)
-- ARGV  for each limit: name, capacity, each (ms)
-- Gives 0 = taken, else how long to wait (ms)

local now = plain_now()
local wait = tonumber(redis.call('HGET', KEYS[1], 'paused') or '0') - now
local full = {}
for at = 1, #ARGV, 3 do
  local each = tonumber(ARGV[at + 2])
  local moment = math.max(now, tonumber(redis.call('HGET', KEYS[1], ARGV[at]) or '0'))
  wait = math.max(wait, moment - now - (tonumber(ARGV[at + 1]) - 1) * each)
  full[ARGV[at]] = moment + each
end
if wait > 0 then
  return wait
end

local last = now
for name, moment in pairs(full) do
  redis.call('HSET', KEYS[1], name, whole(moment))
  last = math.max(last, moment)
end
redis.call('PEXPIRE', KEYS[1], whole(last - now + 1000))
return 0
