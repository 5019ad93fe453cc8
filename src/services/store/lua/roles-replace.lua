-- Replaces the snapshot of the role groups and stamps it with plain time.
--
-- KEYS  1 roles (hash)
-- ARGV  1 snapshot
-- Gives the stamp

local now = whole(plain_now())
redis.call('HSET', KEYS[1], 'snapshot', ARGV[1], 'at', now)
return now
