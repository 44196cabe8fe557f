package ai.tulia.messaging.standalone.acceptance;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.checker.Post;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When the provider received each message of a fleet's broadcasts. */
final class Arrivals {

    private final AcceptanceStack stack;
    private final Fleet fleet;

    Arrivals(AcceptanceStack stack, Fleet fleet) {
        this.stack = stack;
        this.fleet = fleet;
    }

    /** Those of one broadcast, oldest first. */
    List<Post> of(UUID broadcast) {
        Map<UUID, UUID> broadcasts = broadcastsOfMessages();
        return fleet.posts(stack.simulator()::requests).stream()
                .filter(post -> broadcast.equals(broadcasts.get(post.message())))
                .sorted(Comparator.comparing(Post::at))
                .toList();
    }

    void awaitSome(UUID broadcast, int messages) {
        await(messages + " messages of it")
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> sent(broadcast) >= messages);
    }

    void awaitEnd(UUID broadcast) {
        await("end of it")
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.broadcasts("id = '" + broadcast + "' and status = 'completed'") == 1);
    }

    private long sent(UUID broadcast) {
        return fleet.messages("broadcast_id = '" + broadcast + "' and state <> 'ACCEPTED'");
    }

    /** When its last message was received. */
    Instant end(UUID broadcast) {
        return of(broadcast).getLast().at();
    }

    /** How many of its messages were received after one instant and until another. */
    long between(UUID broadcast, Instant after, Instant until) {
        return of(broadcast).stream()
                .map(Post::at)
                .filter(at -> at.isAfter(after) && !at.isAfter(until))
                .count();
    }

    private Map<UUID, UUID> broadcastsOfMessages() {
        var found = new HashMap<UUID, UUID>();
        String tenants = String.join(
                ",", fleet.shops().stream().map(shop -> "'" + shop.id() + "'").toList());
        try (var connection = stack.ledger().connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("select id, broadcast_id from message where broadcast_id is not null"
                                + " and tenant_id in (" + tenants + ")")) {
            while (rows.next()) {
                found.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
