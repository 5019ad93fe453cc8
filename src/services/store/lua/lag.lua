-- How far the agenda is behind. What is leased isn't overdue.
--
-- KEYS  1 clock offset   2 timers (zset)   3 work (zset)
-- Gives {age of the oldest overdue entry in ms, how many are due}

local oldest, due = 0, 0
local function look(key, now)
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  if first[2] then
    oldest = math.max(oldest, now - tonumber(first[2]))
  end
  due = due + redis.call('ZCOUNT', key, '-inf', whole(now))
end
look(KEYS[2], desk_now(KEYS[1]))
look(KEYS[3], plain_now())
return { oldest, due }
