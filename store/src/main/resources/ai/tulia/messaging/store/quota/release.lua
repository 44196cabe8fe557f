-- Gives units back and stops waiting for one. KEYS: log, deferred, epoch. ARGV: the ids, at most 500.
return {redis.call('ZREM', KEYS[1], unpack(ARGV)), redis.call('ZREM', KEYS[2], unpack(ARGV))}
