package ai.tulia.messaging.standalone.acceptance;

import static ai.tulia.messaging.standalone.acceptance.BrokenConnection.invoke;
import static ai.tulia.messaging.standalone.acceptance.BrokenConnection.proxy;

import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.standalone.acceptance.BrokenRequest.Failpoint;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.misc.CompletableFutureWrapper;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Breaks what is around single requests of an API process, each at one of its steps: a statement, a commit, a script in
 * Redis, its POST. It is around the beans that lead out of the process; the product knows nothing of it.
 */
final class Failpoints implements ApplicationContextInitializer<ConfigurableApplicationContext>, BeanPostProcessor {
    /** Says which {@link BrokenRequest} a request is. */
    static final String HEADER = "X-Failpoint";

    static final String POST = "POST";

    private final Map<String, BrokenRequest> requests = new ConcurrentHashMap<>();

    /** @param failpoint null = nothing breaks */
    BrokenRequest request(Failpoint failpoint) {
        var request = new BrokenRequest(failpoint);
        requests.put(request.name(), request);
        return request;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(this);
        context.getBeanFactory().registerSingleton("failpoints", new Outermost());
    }

    /** What runs within it is the request's. */
    private final class Outermost implements Filter, Ordered {
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String name = ((HttpServletRequest) request).getHeader(HEADER);
            BrokenRequest broken = name == null ? null : requests.get(name);
            if (broken == null) {
                chain.doFilter(request, response);
                return;
            }
            BrokenRequest.CURRENT.set(broken);
            try {
                chain.doFilter(request, response);
            } catch (BrokenRequest.Killed e) {
                // A dead process gives no answer: this one is not read.
                ((HttpServletResponse) response).setStatus(500);
            } finally {
                BrokenRequest.CURRENT.remove();
            }
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
            case DataSource ledger ->
                new DelegatingDataSource(ledger) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        BrokenRequest request = BrokenRequest.CURRENT.get();
                        if (request == null) {
                            return super.getConnection();
                        }
                        request.mustLive();
                        return BrokenConnection.of(request, super.getConnection());
                    }
                };
            case RedissonClient redis ->
                proxy(RedissonClient.class, (proxy, method, args) -> {
                    Object made = invoke(redis, method, args);
                    return made instanceof RScript scripts
                            ? proxy(RScript.class, (inner, call, values) -> script(scripts, call, values))
                            : made;
                });
            case TwilioGateway twilio -> {
                var proxy = new ProxyFactory(twilio);
                proxy.setProxyTargetClass(true);
                proxy.addAdvice((MethodInterceptor) call -> {
                    BrokenRequest request = BrokenRequest.CURRENT.get();
                    boolean here = request != null && request.enters(POST);
                    if (here && request.breaksBefore()) {
                        request.hits();
                    }
                    Object answer = call.proceed();
                    if (here) {
                        request.hits();
                    }
                    return answer;
                });
                yield proxy.getProxy();
            }
            default -> bean;
        };
    }

    private static Object script(RScript real, Method method, Object[] args) throws Throwable {
        BrokenRequest request = BrokenRequest.CURRENT.get();
        if (request == null || !method.getName().startsWith("eval") || !request.enters("Redis " + keyOf(args))) {
            return invoke(real, method, args);
        }
        if (!request.breaksBefore()) {
            ((RFuture<?>) invoke(real, method, args)).toCompletableFuture().join();
        }
        request.hits();
        return new CompletableFutureWrapper<>(new RedisException("the connection broke"));
    }

    /** The first key of a script, without whose it is. */
    private static String keyOf(Object[] args) {
        for (Object arg : args) {
            if (arg instanceof List<?> keys) {
                return String.valueOf(keys.getFirst()).replaceAll("[{]?[0-9a-f-]{36}[}]?", "…");
            }
        }
        return "";
    }
}
