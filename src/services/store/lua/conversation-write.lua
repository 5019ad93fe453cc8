-- Writes one item of the bot's conversation state, if nobody wrote it since it was read.
--
-- KEYS  1 item (hash: e = eTag, j = JSON)
-- ARGV  1 eTag it was read with, '*' or '' = whatever is there   2 new eTag   3 JSON   4 time to live (ms)
-- Gives 1 = written, 0 = somebody else wrote it meanwhile

local there = redis.call('HGET', KEYS[1], 'e')
if there and ARGV[1] ~= '' and ARGV[1] ~= '*' and there ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'e', ARGV[2], 'j', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
