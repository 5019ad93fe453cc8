-- Asks for work outside a commit. An earlier due time is kept.
--
-- KEYS  1 timers (zset)   2 work (zset)   3 entries (hash)   4 agenda counter
-- ARGV  1 member   2 due after (ms)
-- Gives the generation

local agenda = { timers = KEYS[1], work = KEYS[2], entries = KEYS[3], seq = KEYS[4] }
local member = ARGV[1]
local now = plain_now()
ask_soon(agenda, member, now + tonumber(ARGV[2]), now)
return tonumber(redis.call('HGET', KEYS[3], 'g:' .. member))
