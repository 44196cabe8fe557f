package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a run that was killed left behind: servers without a master, and things half built. */
public final class Leftovers {
    private Leftovers() {}

    /** Ends and removes them; the caller holds the {@link HomeLock}, so nothing of a living run is touched. */
    public static void clear(TuliaHome home) {
        Stream.<Consumer<TuliaHome>>of(
                        builds -> Orphans.stopBelow(builds.building()),
                        PostgresServer::stopOrphan,
                        RedisServer::stopOrphan,
                        TemporalServer::stopOrphan)
                .map(stop -> CompletableFuture.runAsync(() -> stop.accept(home)))
                .toList()
                .forEach(CompletableFuture::join);
        try {
            FileTree.delete(home.building());
        } catch (IOException e) {
            // Each build has a directory of its own name, so what stays is in nobody's way.
        }
    }
}
