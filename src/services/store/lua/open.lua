-- What a decision starts from, in one trip.
--
-- KEYS  1 clock offset   2 freeze   3 ledger entry (optional)   4 record (optional, needs 3)
-- Gives {now in desk time, outcome or nil, record or nil, freeze or nil}

local outcome = KEYS[3] and redis.call('GET', KEYS[3])
local record = KEYS[4] and redis.call('HGET', KEYS[4], 'j')
return { whole(desk_now(KEYS[1])), outcome or false, record or false, redis.call('GET', KEYS[2]) }
