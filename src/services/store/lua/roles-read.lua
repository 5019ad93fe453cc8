-- The snapshot of the role groups with its age, both by Redis' own clock.
--
-- KEYS  1 roles (hash)
-- Gives {snapshot, age in ms} | {} when the groups were never read

local snapshot = redis.call('HGET', KEYS[1], 'snapshot')
if not snapshot then
  return {}
end
return { snapshot, plain_now() - tonumber(redis.call('HGET', KEYS[1], 'at')) }
