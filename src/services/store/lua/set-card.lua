-- Remembers where a card lies. Its version never goes back; activities are added to those known.
-- A card in another conversation is a new card.
--
-- KEYS  1 card (hash)   2 its activities, oldest first (zset)   3 thread's request (string; only with a root)
-- ARGV  1 conversation   2 version   3 digest   4 root or ''   5 request id or ''
--       6 digest it was drawn over, or '*' when that doesn't matter   7.. activities
-- Gives 1 = remembered, 0 = another drawing came in between: the digest is emptied, so that it is drawn again
--       (the activities are added all the same)

local was = redis.call('HGET', KEYS[1], 'conversation')
if was ~= ARGV[1] then
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'conversation', ARGV[1])
end
for at = 7, #ARGV do
  redis.call('ZADD', KEYS[2], 'NX', redis.call('ZCARD', KEYS[2]), ARGV[at])
end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'root', ARGV[4])
  if ARGV[5] ~= '' then
    redis.call('SET', KEYS[3], ARGV[5])
  end
end
local known = redis.call('HGET', KEYS[1], 'digest') or ''
if was == ARGV[1] and ARGV[6] ~= '*' and known ~= ARGV[6] and known ~= ARGV[3] then
  redis.call('HSET', KEYS[1], 'digest', '')
  if not redis.call('HGET', KEYS[1], 'version') then
    redis.call('HSET', KEYS[1], 'version', ARGV[2])
  end
  return 0
end
if tonumber(redis.call('HGET', KEYS[1], 'version') or '-1') > tonumber(ARGV[2]) then
  return ARGV[6] == '*' and 1 or 0
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'digest', ARGV[3])
return 1
