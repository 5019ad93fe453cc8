-- Stops everything, unless it is stopped already; or lifts that. Audited either way.
--
-- KEYS  1 audit stream   2 audit counter   3 freeze
-- ARGV  1 audit entry    2 freeze, or '' to lift it
-- Gives the freeze that stood before, or nil

local before = redis.call('GET', KEYS[3])
redis.call('XADD', KEYS[1], redis.call('INCR', KEYS[2]) .. '-0', 'entry', ARGV[1])
if ARGV[2] == '' then
  redis.call('DEL', KEYS[3])
elseif not before then
  redis.call('SET', KEYS[3], ARGV[2])
end
return before
