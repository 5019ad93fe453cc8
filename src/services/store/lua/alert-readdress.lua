-- Puts letters to other readers in the place of one.
--
-- KEYS  1 alerts that wait (hash: letter -> JSON)
-- ARGV  1 letter   2.. letters that take its place
-- Gives 1 = done, 0 = that letter isn't there any more

local alert = redis.call('HGET', KEYS[1], ARGV[1])
if not alert then
  return 0
end
for at = 2, #ARGV do
  redis.call('HSET', KEYS[1], ARGV[at], alert)
end
redis.call('HDEL', KEYS[1], ARGV[1])
return 1
