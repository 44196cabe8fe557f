package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.store.database.SweeperDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Rounds over everything open, page after page. The workers share them: each page is one worker's (compare and set on the
 * round's position), and there is one in an interval, unless the page before had something to repair.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class SweepRounds {
    private static final Position BEGINNING = new Position(new UUID(0, 0), new UUID(0, 0));

    private final SweeperDatabase ledger;

    SweepRounds(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** What there are rounds of. */
    public enum Round {
        MESSAGES,
        BROADCASTS;

        String code() {
            return this == MESSAGES ? "messages" : "broadcasts";
        }
    }

    /** Where a page starts: after these ids. */
    public record Position(UUID tenantId, UUID id) {}

    private record Place(Position position, Instant movedAt) {}

    /**
     * The next page, which is the caller's alone.
     *
     * @param interval from the page before, while there is nothing to repair
     * @param page reads a page of at most {@code size}
     * @return empty when it is not yet time, or another worker took it
     */
    public <T> List<T> next(
            Round round,
            Duration interval,
            Instant now,
            int size,
            Function<Position, List<T>> page,
            Function<T, Position> positionOf) {
        Optional<Place> place = due(round, now.minus(interval));
        if (place.isEmpty()) {
            return List.of();
        }
        List<T> read = page.apply(place.get().position());
        Position next = read.size() < size ? BEGINNING : positionOf.apply(read.getLast());
        return move(round, place.get(), next, now) ? read : List.of();
    }

    /** @param busy whether the page had something to repair */
    public void looked(Round round, boolean busy) {
        ledger.jdbc()
                .sql("update sweep_position set busy = :busy where sweep = :sweep and busy <> :busy")
                .param("busy", busy)
                .param("sweep", round.code())
                .update();
    }

    private Optional<Place> due(Round round, Instant movedBefore) {
        return ledger.jdbc()
                .sql("select tenant_id, id, moved_at from sweep_position"
                        + " where sweep = :sweep and (busy or moved_at <= :before)")
                .param("sweep", round.code())
                .param("before", utc(movedBefore))
                .query((row, n) -> new Place(
                        new Position(
                                Objects.requireNonNull(uuid(row, "tenant_id")),
                                Objects.requireNonNull(uuid(row, "id"))),
                        Objects.requireNonNull(instant(row, "moved_at"))))
                .optional();
    }

    private boolean move(Round round, Place from, Position to, Instant now) {
        return ledger.jdbc()
                        .sql("""
                                update sweep_position set tenant_id = :tenant, id = :id, moved_at = :now
                                where sweep = :sweep and tenant_id = :fromTenant and id = :fromId
                                    and moved_at = :movedAt""")
                        .param("tenant", to.tenantId())
                        .param("id", to.id())
                        .param("now", utc(now))
                        .param("sweep", round.code())
                        .param("fromTenant", from.position().tenantId())
                        .param("fromId", from.position().id())
                        .param("movedAt", utc(from.movedAt()))
                        .update()
                == 1;
    }
}
