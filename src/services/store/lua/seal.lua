-- Puts seals on entries, unless somebody else did since the chain was read: two sealers can't fork it.
--
-- KEYS  1 head (hash: seq, mac, key)   2 seals (stream: id = number of the entry)
-- ARGV  1 number of the head that was read   2 its seal   3 name of the key   then pairs of number, seal
-- Gives 1, or 0 when the head has moved

local seq = redis.call('HGET', KEYS[1], 'seq') or '0'
local mac = redis.call('HGET', KEYS[1], 'mac') or ''
if seq ~= ARGV[1] or mac ~= ARGV[2] then
  return 0
end
for at = 4, #ARGV, 2 do
  redis.call('XADD', KEYS[2], ARGV[at] .. '-0', 'mac', ARGV[at + 1])
end
redis.call('HSET', KEYS[1], 'seq', ARGV[#ARGV - 1], 'mac', ARGV[#ARGV], 'key', ARGV[3])
return 1
