-- Takes tokens of a tenant's and of one of its keys' buckets, as many as both have. A bucket fills evenly in a minute and is
-- kept as the time at which it is full again (generic cell rate algorithm).
-- KEYS: the tenant's bucket; the key's: when each is full again (ms)
-- ARGV: tokens wanted; how many the tenant's bucket holds; the key's
-- Answer: {tokens taken, left to the tenant, left to the key, ms until both have one; 0 where any was taken}
local MINUTE = 60000
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local missing, left = {}, {}
local taken, wait = tonumber(ARGV[1]), 0
for i = 1, 2 do
    local size = tonumber(ARGV[i + 1])
    missing[i] = math.min(math.max(tonumber(redis.call('GET', KEYS[i]) or 0) - now, 0), MINUTE)
    local tokens = size * (1 - missing[i] / MINUTE)
    -- Rounding to a microsecond takes less than this from a whole token.
    left[i] = math.floor(tokens + 0.001)
    if left[i] < 1 then
        wait = math.max(wait, math.ceil((1 - tokens) * MINUTE / size))
    end
    taken = math.min(taken, left[i])
end
if taken < 1 then
    return {0, left[1], left[2], wait}
end
for i = 1, 2 do
    local full = missing[i] + taken * MINUTE / tonumber(ARGV[i + 1])
    redis.call('SET', KEYS[i], string.format('%.3f', now + full), 'PX', math.ceil(full) + 1000)
end
return {taken, left[1] - taken, left[2] - taken, 0}
