-- Keeps what the help desk was told, and the alerts that have to be sent for it: both or neither.
--
-- KEYS  1 what was told (string)   2 alerts that wait (hash: letter -> JSON)
-- ARGV  1 what was told when it was read ('' = nothing)   2 what is told now   3.. letter, JSON
-- Gives 1 = kept, 0 = somebody else kept something meanwhile

if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
for at = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1])
end
return 1
