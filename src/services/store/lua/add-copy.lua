-- One more message shows this card: it is kept true with the others. Nobody knows what it shows just now, so the
-- digest is emptied, whatever version was drawn last: the next sync draws them all.
--
-- KEYS  1 card (hash)   2 its activities, oldest first (zset)
-- ARGV  1 conversation   2 activity
-- Gives 1

if redis.call('HGET', KEYS[1], 'conversation') ~= ARGV[1] then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'conversation', ARGV[1], 'version', '0')
end
redis.call('ZADD', KEYS[2], 'NX', redis.call('ZCARD', KEYS[2]), ARGV[2])
redis.call('HSET', KEYS[1], 'digest', '')
return 1
