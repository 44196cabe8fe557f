package ai.tulia.messaging.api.request;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** After the key and its rights, before idempotency. */
@Configuration(proxyBeanMethods = false)
class RequestConfiguration implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AcceptsJson()).order(200);
        registry.addInterceptor(new DeclaredContentType()).order(205);
        registry.addInterceptor(new QueryParameters()).order(210);
    }
}
