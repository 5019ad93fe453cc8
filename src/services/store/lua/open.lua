-- What a decision starts from, in one trip.
--
-- KEYS  1 clock offset   2 ledger entry (optional)   3 record (optional, needs 2)
-- Gives {now in desk time, outcome or nil, record or nil}

local outcome = KEYS[2] and redis.call('GET', KEYS[2])
local record = KEYS[3] and redis.call('HGET', KEYS[3], 'j')
return { whole(desk_now(KEYS[1])), outcome or false, record or false }
