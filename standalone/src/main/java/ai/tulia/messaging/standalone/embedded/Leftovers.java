package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;

/** What a run that was killed left behind: servers without a master, and things half built. */
public final class Leftovers {
    private Leftovers() {}

    /** Ends and removes them; the caller holds the {@link HomeLock}, so nothing of a living run is touched. */
    public static void clear(TuliaHome home) {
        Orphans.stopBelow(home.building());
        PostgresServer.stopOrphan(home);
        RedisServer.stopOrphan(home);
        TemporalServer.stopOrphan(home);
        try {
            FileTree.delete(home.building());
        } catch (IOException e) {
            // Each build has a directory of its own name, so what stays is in nobody's way.
        }
    }
}
