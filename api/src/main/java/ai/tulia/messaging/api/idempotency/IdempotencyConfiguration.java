package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IdempotencyConfiguration implements WebMvcConfigurer {
    private final IdempotencyKeyRepository keys;
    private final Replay replay;

    IdempotencyConfiguration(IdempotencyKeyRepository keys, Replay replay) {
        this.keys = keys;
        this.replay = replay;
    }

    /** Last of all: only a request that may be made can have been made before. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new IdempotencyInterceptor(keys, replay)).order(300);
    }
}
