-- Removes a record that is over, with all that hangs on it; not when it moved since it was looked at.
--
-- KEYS  1 record (hash)   2 counts by state (hash)   3 all of the person (zset)   4 open ones of the person (zset)
--       5 open ones (zset)   6.. whatever else goes with it
-- ARGV  1 version it was looked at   2 its state   3 id
-- Gives 1, or 0 when it moved on or is gone

if redis.call('HGET', KEYS[1], 'v') ~= ARGV[1] or redis.call('HGET', KEYS[1], 's') ~= ARGV[2] then
  return 0
end
redis.call('HINCRBY', KEYS[2], ARGV[2], -1)
redis.call('ZREM', KEYS[3], ARGV[3])
redis.call('ZREM', KEYS[4], ARGV[3])
redis.call('ZREM', KEYS[5], ARGV[3])
redis.call('DEL', KEYS[1])
for at = 6, #KEYS do
  redis.call('DEL', KEYS[at])
end
return 1
