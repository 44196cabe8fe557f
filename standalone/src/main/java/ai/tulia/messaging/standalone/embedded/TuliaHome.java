package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The directory that keeps everything of a local stack between starts; its path is absolute and free of links. */
public record TuliaHome(Path root) {
    static final String MARKER = "tulia-home";

    /**
     * Opens the directory named by {@code TULIA_HOME}, else {@code .tulia} below the current one, and makes it if it
     * is not there.
     *
     * @throws StartupRefused when the directory holds something that is not ours
     */
    public static TuliaHome fromEnvironment(Map<String, String> environment) {
        String named = environment.getOrDefault("TULIA_HOME", "");
        return open(Path.of(named.isBlank() ? ".tulia" : named));
    }

    /** @throws StartupRefused when the directory holds something that is not ours or cannot be written */
    public static TuliaHome open(Path directory) {
        Path marker = directory.resolve(MARKER);
        try {
            if (!Files.exists(marker)) {
                if (Files.exists(directory) && !isEmpty(directory)) {
                    throw new StartupRefused(directory + " is not empty and was not made by Tulia; set TULIA_HOME to"
                            + " an empty or new directory.");
                }
                OwnerFiles.directory(directory);
                Files.writeString(marker, "Data of a local Tulia stack. ./tulia reset clears it.\n");
            }
            TuliaHome home = new TuliaHome(directory.toRealPath());
            // Passwords and customers' data lie below it.
            OwnerFiles.directory(home.root);
            for (String part : new String[] {"postgres", "redis", "temporal", "simulator", "logs", "processes"}) {
                OwnerFiles.directory(home.root.resolve(part));
            }
            return home;
        } catch (IOException e) {
            throw new StartupRefused("Cannot use " + directory.toAbsolutePath() + " for Tulia's data: " + e, e);
        }
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path temporal() {
        return root.resolve("temporal");
    }

    public Path simulator() {
        return root.resolve("simulator");
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Where the process id of a running server stands, for people and scripts. */
    public Path processRecord(String name) {
        return root.resolve("processes").resolve(name + ".pid");
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    Path building() {
        return root.resolve("building");
    }

    /** Makes a file or directory aside and moves it into place, so that a kill never leaves it half made. */
    Path make(Path target, BuildStep step) {
        if (Files.exists(target)) {
            return target;
        }
        try {
            Path aside = building().resolve(target.getFileName() + "-" + UUID.randomUUID());
            Files.createDirectories(building());
            Files.createDirectories(target.getParent());
            step.build(aside);
            return Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    interface BuildStep {
        void build(Path aside) throws IOException;
    }
}
