-- Puts granted units back with their own times, from the ledger or the journal. Idempotent; the later time wins.
-- KEYS: log, deferred, epoch
-- ARGV: now in ms, '' = Redis time; the run that a refill began in, '' = no refill; '1' = the refill is done;
--       then each id and its ms, at most 500
-- Answer: {1, now}, or {0, now} when Redis has started again since the refill began.
local DAY = 86400000
local log, deferred, epoch = KEYS[1], KEYS[2], KEYS[3]
local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
if ARGV[2] ~= '' then
    local info = redis.pcall('INFO', 'server')
    local run = type(info) == 'string' and string.match(info, 'run_id:(%x%x%x%x%x%x%x%x%x%x%x%x)')
    if (run and tonumber(run, 16) or 0) ~= tonumber(ARGV[2]) then
        return {0, now}
    end
end
local granted, ids = {}, {}
for i = 4, #ARGV, 2 do
    if tonumber(ARGV[i + 1]) > now - DAY then
        granted[#granted + 1], granted[#granted + 2] = ARGV[i + 1], ARGV[i]
        ids[#ids + 1] = ARGV[i]
    end
end
if #ids > 0 then
    redis.call('ZADD', log, 'GT', unpack(granted))
    redis.call('ZREM', deferred, unpack(ids))
end
redis.call('PEXPIRE', log, DAY + 60000)
if ARGV[3] == '1' then
    redis.call('SET', epoch, ARGV[2])
end
return {1, now}
