-- Claims what is due: timers by desk time, work by plain time. Due timers become work first, so that leases
-- don't jump with the desk clock.
--
-- KEYS  1 clock offset   2 timers (zset)   3 work (zset)   4 entries (hash)
-- ARGV  1 how many at most   2 lease (ms)
-- Gives a flat list of member, generation, tries (1 = first claim since it was asked for), how long ago it was due
-- first (ms; -1 = a timer)

local now = plain_now()
local desk = desk_now(KEYS[1])
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', whole(desk), 'LIMIT', 0, ARGV[1])) do
  redis.call('ZREM', KEYS[2], member)
  redis.call('ZADD', KEYS[3], whole(now), member)
end

local claimed = {}
local lease = whole(now + tonumber(ARGV[2]))
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', whole(now), 'LIMIT', 0, ARGV[1])) do
  redis.call('ZADD', KEYS[3], lease, member)
  local generation = redis.call('HGET', KEYS[4], 'g:' .. member) or '0'
  redis.call('HSET', KEYS[4], 'l:' .. member, lease, 'h:' .. member, generation)
  redis.call('HDEL', KEYS[4], 'n:' .. member)
  claimed[#claimed + 1] = member
  claimed[#claimed + 1] = tonumber(generation)
  claimed[#claimed + 1] = redis.call('HINCRBY', KEYS[4], 't:' .. member, 1)
  local asked = redis.call('HGET', KEYS[4], 'a:' .. member)
  claimed[#claimed + 1] = asked and now - tonumber(asked) or -1
end
return claimed
