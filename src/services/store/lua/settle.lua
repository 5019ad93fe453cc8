-- Ends a claim. When the member was asked for anew meanwhile, the new wish stays and comes due at its own time.
--
-- KEYS  1 timers (zset)   2 work (zset)   3 entries (hash)
-- ARGV  1 member   2 generation that was claimed   3 'done' | 'again'   4 due again after (ms)
-- Gives 1 = settled, 0 = asked for anew or settled already

local agenda = { timers = KEYS[1], work = KEYS[2], entries = KEYS[3] }
local member = ARGV[1]
local function release()
  redis.call('HDEL', KEYS[3], 'l:' .. member, 'h:' .. member, 'n:' .. member)
end

if (redis.call('HGET', KEYS[3], 'g:' .. member) or '0') ~= ARGV[2] then
  if redis.call('HGET', KEYS[3], 'h:' .. member) == ARGV[2] then
    local wish = redis.call('HGET', KEYS[3], 'n:' .. member)
    if wish and redis.call('ZSCORE', KEYS[2], member) then
      redis.call('ZADD', KEYS[2], wish, member)
    end
    release()
  end
  return 0
end
if ARGV[3] == 'done' then
  forget(agenda, member)
  return 1
end
release()
if redis.call('ZSCORE', KEYS[2], member) then
  redis.call('ZADD', KEYS[2], whole(plain_now() + tonumber(ARGV[4])), member)
end
return 1
