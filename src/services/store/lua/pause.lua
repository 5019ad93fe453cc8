-- Nobody sends to this conversation for a span of plain time. A longer pause is never cut short.
--
-- KEYS  1 budget of the conversation (hash)
-- ARGV  1 span (ms)
-- Gives the moment at which the pause ends

local now = plain_now()
local paused = math.max(now + tonumber(ARGV[1]), tonumber(redis.call('HGET', KEYS[1], 'paused') or '0'))
redis.call('HSET', KEYS[1], 'paused', whole(paused))
redis.call('PEXPIRE', KEYS[1], whole(math.max(paused - now + 1000, redis.call('PTTL', KEYS[1]))))
return whole(paused)
