package ai.tulia.messaging.store.quota;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.OptionalOptions;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Runs a quota script with a deadline of its own, behind a breaker that opens within three failures and tries again
 * with one call a second. Redisson's own retries are off: after a timeout it would run the script again.
 */
@Component
class QuotaRedis implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(QuotaRedis.class);

    /** A group asks for up to 500 units at once, and nobody waits for its answer as a caller does. */
    private static final int GROUP_FACTOR = 10;
    /** More arguments than one message has. */
    private static final int OF_A_GROUP = 6;

    private final RScript scripts;
    private final RScript groupScripts;
    private final Duration connectWithin;
    private final Duration answerWithin;
    private final CircuitBreaker breaker = breaker();
    private volatile boolean connected;

    QuotaRedis(RedissonClient redisson, RedisProperties properties) {
        this.connectWithin = properties.timeout();
        this.answerWithin = properties.answerWithin();
        this.scripts = scripts(redisson, answerWithin);
        this.groupScripts = scripts(redisson, answerWithin.multipliedBy(GROUP_FACTOR));
    }

    private static RScript scripts(RedissonClient redisson, Duration within) {
        return redisson.getScript(OptionalOptions.defaults()
                .codec(StringCodec.INSTANCE)
                .timeout(within)
                .retryAttempts(0));
    }

    /** Connects while the process starts, for the first message not to wait for it. Starts without Redis as well. */
    @Override
    public void afterPropertiesSet() {
        var nobody = new UUID(0, 0);
        try {
            begin(scripts, QuotaScript.ASK, keys(nobody), new Object[] {"look", "", "", "0"})
                    .get(connectWithin.toMillis(), TimeUnit.MILLISECONDS);
            connected = true;
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Redis did not answer at the start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws QuotaUnavailableException when there was no answer in time */
    List<Long> run(QuotaScript script, UUID tenantId, List<?> argv) {
        return run(script, keys(tenantId), argv);
    }

    /** @throws QuotaUnavailableException when there was no answer in time */
    List<Long> run(QuotaScript script, List<Object> keys, List<?> argv) {
        if (!breaker.tryAcquirePermission()) {
            throw new QuotaUnavailableException("the breaker is open", null);
        }
        boolean group = argv.size() > OF_A_GROUP;
        Duration within = group ? answerWithin.multipliedBy(GROUP_FACTOR) : answerWithin;
        long begun = System.nanoTime();
        CompletableFuture<List<Long>> answer = begin(group ? groupScripts : scripts, script, keys, argv.toArray());
        try {
            List<Long> numbers = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
            connected = true;
            breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            return numbers;
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
            throw new QuotaUnavailableException("Redis gave no answer", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            throw new QuotaUnavailableException("interrupted", e);
        }
    }

    /** Whether the next call would fail at once. */
    boolean isAway() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /**
     * Runs it without waiting for its answer; while Redis is away, not at all.
     *
     * @param answered gets the answer once it is there, on Redisson's thread; never, when there is none
     * @return whether it was sent
     */
    boolean sendWithoutWaiting(QuotaScript script, List<Object> keys, List<?> argv, Consumer<List<Long>> answered) {
        if (!connected || breaker.getState() != CircuitBreaker.State.CLOSED) {
            return false;
        }
        eval(scripts, script, keys, argv.toArray()).thenAccept(answered);
        return true;
    }

    /** The first call connects, and Redisson does that in the caller's thread for as long as the handshake takes. */
    private CompletableFuture<List<Long>> begin(RScript by, QuotaScript script, List<Object> keys, Object[] argv) {
        if (connected) {
            return eval(by, script, keys, argv);
        }
        return CompletableFuture.supplyAsync(() -> eval(by, script, keys, argv), Thread::startVirtualThread)
                .thenCompose(answer -> answer);
    }

    /** By its digest: the text, some kB, goes out only to a Redis that has not seen it, which then keeps it. */
    private CompletableFuture<List<Long>> eval(RScript by, QuotaScript script, List<Object> keys, Object[] argv) {
        var mode = RScript.Mode.READ_WRITE;
        var list = RScript.ReturnType.LIST;
        return by.<List<Long>>evalShaAsync(mode, script.sha(), list, keys, argv)
                .toCompletableFuture()
                .exceptionallyCompose(failure -> isUnseen(failure)
                        ? by.<List<Long>>evalAsync(mode, script.text(), list, keys, argv)
                        : CompletableFuture.failedStage(failure));
    }

    private static boolean isUnseen(Throwable failure) {
        return failure instanceof RedisNoScriptException || failure.getCause() instanceof RedisNoScriptException;
    }

    /** One hash slot a tenant. Ids only: no key ever holds a number or a name. */
    private static List<Object> keys(UUID tenantId) {
        String prefix = "q:{" + tenantId + "}:";
        return List.of(prefix + "log", prefix + "deferred", prefix + "epoch");
    }

    private static CircuitBreaker breaker() {
        var breaker = CircuitBreaker.of(
                "quota",
                CircuitBreakerConfig.custom()
                        .slidingWindow(6, 3, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(1))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .maxWaitDurationInHalfOpenState(Duration.ofSeconds(1))
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> log.warn("Redis circuit breaker: {}", change.getStateTransition()));
        return breaker;
    }
}
