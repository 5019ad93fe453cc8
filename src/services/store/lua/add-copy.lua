-- One more message shows this card: it is kept true with the others. Nobody knows what it shows just now, so the
-- digest is emptied, whatever version was drawn last, and the card is asked for in the same breath: a process that
-- ended in between would leave a copy that nobody draws.
--
-- KEYS  1 card (hash)   2 its activities, oldest first (zset)
--       3 agenda timers (zset)   4 agenda work (zset)   5 agenda entries (hash)   6 agenda counter
-- ARGV  1 conversation   2 activity   3 name of the card in the agenda
-- Gives 1

if redis.call('HGET', KEYS[1], 'conversation') ~= ARGV[1] then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'conversation', ARGV[1], 'version', '0')
end
redis.call('ZADD', KEYS[2], 'NX', redis.call('ZCARD', KEYS[2]), ARGV[2])
redis.call('HSET', KEYS[1], 'digest', '')
local now = plain_now()
ask_work({ timers = KEYS[3], work = KEYS[4], entries = KEYS[5], seq = KEYS[6] }, ARGV[3], now, now)
return 1
