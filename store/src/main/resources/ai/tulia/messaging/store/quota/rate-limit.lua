-- Takes permits of a sender (generic cell rate algorithm): each message moves the next permit by 1 / rate.
-- KEYS: when the next permit is free (ms)
-- ARGV: messages (negative gives permits back); messages a second; how far ahead they may be taken, in ms
-- Answer: {1, wait in ms} taken, to begin after the wait; {0, wait in ms} not taken, to ask again after the wait.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local cost = tonumber(ARGV[1]) * 1000 / tonumber(ARGV[2])
local next = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = next - now
local ahead = tonumber(ARGV[3])
if cost > 0 and wait > ahead then
    return {0, math.ceil(wait - ahead)}
end
next = math.max(next + cost, now)
redis.call('SET', KEYS[1], string.format('%.3f', next), 'PX', math.ceil(next - now) + 1000)
return {1, math.ceil(wait)}
