package ai.tulia.messaging.standalone.embedded;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Temporal's development server as our child. */
final class DevelopmentServer {
    private static final Duration READY_LIMIT = Duration.ofSeconds(45);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private DevelopmentServer() {}

    /** It is told of an own, absent configuration file: that keeps the user's away and marks the process as ours. */
    static Path mark(TuliaHome home) {
        return home.temporal().resolve("client.toml");
    }

    private static Path database(TuliaHome home) {
        return home.temporal().resolve("workflows.db");
    }

    /** While it is down. */
    static void forgetWorkflows(TuliaHome home) {
        try {
            for (String file : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(Path.of(database(home) + file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ChildProcess start(Path command, TuliaHome home, TemporalOptions options, ChildProcesses children) {
        ChildProcess process = children.start(
                ChildCommand.of("temporal", words(command, home, options)).stoppedBy(StopSignal.TERM, STOP_LIMIT));
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(options.target())
                .build());
        try {
            process.awaitReady(READY_LIMIT, () -> hasNamespace(service));
            return process;
        } catch (StartupRefused e) {
            process.close();
            throw e;
        } finally {
            service.shutdownNow();
        }
    }

    static List<String> words(Path command, TuliaHome home, TemporalOptions options) {
        List<String> words = new ArrayList<>(List.of(command.toString(), "server", "start-dev"));
        words.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(options.port())));
        words.addAll(
                options.webUi() ? List.of("--ui-port", Integer.toString(options.uiPort())) : List.of("--headless"));
        if (!options.inMemory()) {
            words.addAll(List.of("--db-filename", database(home).toString()));
        }
        options.searchAttributes()
                .forEach((name, type) -> words.addAll(List.of("--search-attribute", name + "=" + type)));
        options.dynamicConfiguration()
                .forEach((key, value) -> words.addAll(List.of("--dynamic-config-value", key + "=" + value)));
        words.addAll(List.of("--log-level", "error", "--config-file", mark(home).toString()));
        return words;
    }

    private static boolean hasNamespace(WorkflowServiceStubs service) {
        try {
            service.blockingStub()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            return true;
        } catch (io.grpc.StatusRuntimeException e) {
            return false;
        }
    }
}
