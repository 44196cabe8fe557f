-- Puts granted places back with their own times, from the ledger or the journal. Idempotent; the later time wins.
-- KEYS: log, deferred, epoch. ARGV: now in ms, '' = Redis time; '1' = the log is whole now; then each id and its ms.
local DAY = 86400000
local log, deferred, epoch = KEYS[1], KEYS[2], KEYS[3]
local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
for i = 3, #ARGV, 2 do
    local at = tonumber(ARGV[i + 1])
    if at > now - DAY then
        local known = tonumber(redis.call('ZSCORE', log, ARGV[i]) or nil)
        if not known or known < at then
            redis.call('ZADD', log, ARGV[i + 1], ARGV[i])
        end
        redis.call('ZREM', deferred, ARGV[i])
    end
end
redis.call('PEXPIRE', log, DAY + 60000)
if ARGV[2] == '1' then
    redis.call('SET', epoch, string.format('%.0f', now))
end
return {1, now}
