package ai.tulia.messaging.store.quota;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to Redis. Without it a process starts all the same, and accepts messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConfiguration {
    /** The library would start up to 48; our scripts need few. */
    private static final int THREADS = 4;

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisProperties properties) {
        var config = new Config();
        config.setLazyInitialization(true).setThreads(THREADS).setNettyThreads(THREADS);
        int timeout = Math.toIntExact(properties.timeout().toMillis());
        config.useSingleServer()
                .setAddress(properties.url())
                .setConnectionPoolSize(properties.connections())
                .setConnectionMinimumIdleSize(Math.min(4, properties.connections()))
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(1)
                .setConnectTimeout(timeout)
                .setTimeout(timeout)
                .setRetryAttempts(0);
        return Redisson.create(config);
    }
}
