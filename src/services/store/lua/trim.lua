-- Removes the oldest entries of the trail with their seals, and says up to where, signed.
--
-- KEYS  1 audit stream   2 seals (stream)   3 up to where it was removed (string)
-- ARGV  1 what stood there before, or ''   2 what stands there now, or '' without a key   3 first number that stays
-- Gives 1, or 0 when somebody else has removed some meanwhile

if (redis.call('GET', KEYS[3]) or '') ~= ARGV[1] then
  return 0
end
redis.call('XTRIM', KEYS[1], 'MINID', ARGV[3] .. '-0')
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-0')
if ARGV[2] ~= '' then
  redis.call('SET', KEYS[3], ARGV[2])
end
return 1
