package ai.tulia.messaging.worker.retention;

import ai.tulia.messaging.domain.retention.RetentionKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How much has left, and for how long what leaves now should have left already. */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
class RetentionMetrics {
    private final Map<RetentionKind, Counter> removed = new EnumMap<>(RetentionKind.class);
    /** When the oldest of what is still being removed was to leave. */
    private final Map<Key, Instant> due = new ConcurrentHashMap<>();

    private record Key(UUID tenantId, RetentionKind kind) {}

    RetentionMetrics(MeterRegistry meters, Clock clock) {
        for (RetentionKind kind : RetentionKind.values()) {
            removed.put(
                    kind,
                    Counter.builder("tulia.retention.removed")
                            .description("rows that left, past their tenant's retention")
                            .tag("kind", kind.code())
                            .register(meters));
            TimeGauge.builder("tulia.retention.overdue", this, TimeUnit.SECONDS, all -> all.overdueSeconds(kind, clock))
                    .description("for how long the oldest row that this worker is removing should have left")
                    .tag("kind", kind.code())
                    .register(meters);
        }
    }

    void removed(RetentionKind kind, int rows) {
        Counter counter = removed.get(kind);
        if (counter != null) {
            counter.increment(rows);
        }
    }

    /** @param since when the page's oldest row was to leave */
    void overdue(UUID tenantId, RetentionKind kind, Instant since) {
        due.put(new Key(tenantId, kind), since);
    }

    /** Nothing of it is left to remove. */
    void done(UUID tenantId, RetentionKind kind) {
        due.remove(new Key(tenantId, kind));
    }

    private double overdueSeconds(RetentionKind kind, Clock clock) {
        Instant now = clock.instant();
        return due.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToDouble(entry -> Duration.between(entry.getValue(), now).toSeconds())
                .max()
                .orElse(0);
    }
}
