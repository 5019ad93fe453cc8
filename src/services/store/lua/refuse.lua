-- Audits a refusal. It binds no op key and changes nothing else.
--
-- KEYS  1 audit stream   2 audit counter
-- ARGV  1 audit entry
-- Gives {'committed'}

redis.call('XADD', KEYS[1], redis.call('INCR', KEYS[2]) .. '-0', 'entry', ARGV[1])
return { 'committed' }
