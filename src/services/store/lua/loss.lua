-- Adds the entry that says that the end of the trail was lost, once, however many noticed it.
--
-- KEYS  1 audit stream   2 audit counter   3 head (hash: seq, mac, key)   4 losses (hash: n, seq)
-- ARGV  1 audit entry    2 number of the head that was lost   3 how many losses the one who noticed knew of
-- Gives 1, or 0 when somebody else has said so already

if tonumber(redis.call('HGET', KEYS[4], 'n') or '0') > tonumber(ARGV[3])
  and tonumber(redis.call('HGET', KEYS[4], 'seq') or '0') >= tonumber(ARGV[2]) then
  return 0
end
-- A head beyond the counter would leave what comes next without a seal.
local sealed = tonumber(redis.call('HGET', KEYS[3], 'seq') or '0')
if tonumber(redis.call('GET', KEYS[2]) or '0') < sealed then
  redis.call('SET', KEYS[2], whole(sealed))
end
redis.call('XADD', KEYS[1], redis.call('INCR', KEYS[2]) .. '-0', 'entry', ARGV[1])
redis.call('HINCRBY', KEYS[4], 'n', 1)
redis.call('HSET', KEYS[4], 'seq', ARGV[2])
return 1
