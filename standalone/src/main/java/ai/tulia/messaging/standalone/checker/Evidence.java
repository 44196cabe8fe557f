package ai.tulia.messaging.standalone.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that a run left behind.
 *
 * @param lines what the load driver noted, one a request
 * @param audiences whom each broadcast means, by customer id
 * @param posts the provider's record
 */
public record Evidence(
        long seed,
        List<LoadLine> lines,
        Map<UUID, Set<UUID>> audiences,
        List<Post> posts,
        LedgerState ledger,
        List<Stop> stops) {}
