package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Http;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.RequestLimiter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What it costs to know who calls, whether he may now, and to name the tenant to the database: of a whole request. */
final class Access implements Figure {
    private static final int COUNT = 2_000;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 4;
    private static final RequestLimits LIMITS = new RequestLimits(12_000, 6_000);
    /** Of them the first asks Redis, as one of ten requests of a busy key does with these limits. */
    private static final int OF_A_KEY = 10;

    @Override
    public String what() {
        return """
                Time of authentication (the key check with its cache of 4 s), limits (the tenant's limits with their cache of 10 s; \
                the tokens of key and tenant, one call in %d asks Redis, as with the default limits) and tenant setting (the \
                statement that names the tenant to PostgreSQL) as a share of a light request over HTTP, GET of a customer: \
                one caller, %,d calls of each a round, %d rounds after %d of warm-up.""".formatted(OF_A_KEY, COUNT, ROUNDS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, 1);
            Http http = stage.http();
            String path = "/v1/customers/" + tenant.customer(0);
            IntConsumer authentication = authentication(stage, tenant);
            IntConsumer limits = limits(stage, tenant);
            var requests = new ArrayList<Double>();
            var parts = new ArrayList<Double>();
            var authentications = new ArrayList<Double>();
            var limitings = new ArrayList<Double>();
            var settings = new ArrayList<Double>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double request = micros(n -> http.call("GET", path, tenant.apiKey(), null));
                double key = micros(authentication);
                double limiting = micros(limits);
                double setting = setting(stage, tenant);
                if (round >= 0) {
                    requests.add(request);
                    authentications.add(key);
                    limitings.add(limiting);
                    settings.add(setting);
                    parts.add(key + limiting + setting);
                }
            }
            report.raw("a request, µs: " + Rounds.raw(requests));
            report.raw("authentication, µs: " + Rounds.raw(authentications));
            report.raw("limits, µs: " + Rounds.raw(limitings));
            report.raw("tenant setting, µs: " + Rounds.raw(settings));
            report.atMost("median of the rounds' shares", Rounds.medianRatio(parts, requests), 0.1);
        }
    }

    private static double micros(IntConsumer call) {
        return 1e6 / Callers.perSecond(1, COUNT, call);
    }

    private static IntConsumer authentication(Stage stage, Tenant tenant) {
        return call(stage, "ai.tulia.messaging.api.security.KeyCheck", "principalOf", tenant.apiKey());
    }

    private static IntConsumer limits(Stage stage, Tenant tenant) {
        IntConsumer settings =
                call(stage, "ai.tulia.messaging.api.requestlimit.TenantRequestLimits", "of", tenant.id());
        var limiter = stage.api(RequestLimiter.class);
        var key = new UUID[1];
        return n -> {
            settings.accept(n);
            if (n % OF_A_KEY == 0) {
                key[0] = UUID.randomUUID();
            }
            if (!limiter.take(key[0], key[0], LIMITS).granted()) {
                throw new IllegalStateException("no token was free");
            }
        };
    }

    private static double setting(Stage stage, Tenant tenant) {
        JdbcClient jdbc = stage.api(JdbcClient.class);
        IntConsumer set = n -> jdbc.sql("select set_config('tulia.tenant_id', :tenant, true)")
                .param("tenant", tenant.id().toString())
                .query(String.class)
                .single();
        return stage.api(TenantTransactions.class).read(tenant.id(), () -> {
            long begun = System.nanoTime();
            for (int n = 0; n < COUNT; n++) {
                set.accept(n);
            }
            return (System.nanoTime() - begun) / 1e3 / COUNT;
        });
    }

    /** What only its own package may call. */
    private static IntConsumer call(Stage stage, String type, String method, Object argument) {
        try {
            Class<?> owner = Class.forName(type);
            Object bean = stage.api(owner);
            Method called = owner.getDeclaredMethod(method, argument.getClass());
            called.setAccessible(true);
            return n -> {
                try {
                    called.invoke(bean, argument);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
