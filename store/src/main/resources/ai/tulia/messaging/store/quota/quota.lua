-- Asks for units in a tenant's rolling 24 h, for up to 500 messages at once. Idempotent by message id.
-- KEYS: log (granted: id -> ms), deferred (waiting for a unit: id -> order), epoch (the Redis run that the log is whole in)
-- ARGV: 'reserve' or 'look'; now in ms, '' = Redis time; limit, '' = unlimited; '1' = subject to the limit;
--       then for each message its id ('' = not made yet, look only) and its order
-- Answer: {0, now, run} when this run of Redis has no whole log, else {1, now, then for each message: granted, used, ahead, at};
--       at = when granted, or when the unit comes free, or -1 for never; all in ms.
local DAY = 86400000
local TRIMMED_PER_CALL = 1000
local log, deferred, epoch = KEYS[1], KEYS[2], KEYS[3]
local storing = ARGV[1] == 'reserve'
local now = tonumber(ARGV[2])
local limit = tonumber(ARGV[3])
local limited = ARGV[4] == '1'

if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
-- A Redis that starts again may come back with an older log and an epoch. A user that may not ask for the run knows 0.
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%x%x%x%x%x%x%x%x%x%x%x%x)')
run = run and tonumber(run, 16) or 0
local whole = redis.call('GET', epoch)
if not whole or (run > 0 and tonumber(whole) ~= run) then
    return {0, now, run}
end

-- Counting by score keeps the window exact even while a long expired tail waits for its trim.
local cutoff = now - DAY
local used = redis.call('ZCOUNT', log, string.format('(%.0f', cutoff), '+inf')
local stale = redis.call('ZCARD', log) - used
if storing and stale > 0 then
    stale = stale - redis.call('ZREMRANGEBYRANK', log, 0, math.min(stale, TRIMMED_PER_CALL) - 1)
end

local answer = {1, now}
local denied = {}
local taken = false
for i = 5, #ARGV, 2 do
    local id = ARGV[i]
    local position = 3 + (i - 5) * 2
    local at = id ~= '' and tonumber(redis.call('ZSCORE', log, id) or nil)
    local granted, ahead = 1, 0
    if at and at > cutoff then
        granted = 1
    elseif not limited or not limit or used < limit then
        if storing then
            if at then
                stale = stale - 1
            end
            redis.call('ZADD', log, string.format('%.0f', now), id)
            redis.call('ZREM', deferred, id)
            used = used + 1
            taken = true
        end
        at = now
    else
        if storing then
            redis.call('ZADD', deferred, ARGV[i + 1], id)
        end
        denied[#denied + 1] = i
        granted, at = 0, -1
    end
    answer[position], answer[position + 1], answer[position + 2], answer[position + 3] = granted, used, ahead, at
end

-- Ranks are read once all of the call wait: a later one may go before an earlier one.
for _, i in ipairs(denied) do
    local position = 3 + (i - 5) * 2
    local ahead = redis.call('ZRANK', deferred, ARGV[i])
        or redis.call('ZCOUNT', deferred, '-inf', '(' .. ARGV[i + 1])
    answer[position + 2] = ahead
    if limit > 0 then
        -- Each unit freed is taken by the one before, so beyond a whole window of them it takes another 24 h.
        local rank = stale + used - limit + ahead % limit
        local oldest = redis.call('ZRANGE', log, rank, rank, 'WITHSCORES')
        answer[position + 3] = tonumber(oldest[2]) + DAY * (1 + math.floor(ahead / limit))
    end
end

if taken then
    redis.call('PEXPIRE', log, DAY + 60000)
end
if storing and #denied > 0 then
    redis.call('PEXPIRE', deferred, 7 * DAY)
end
return answer
