package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestPostgres;
import ai.tulia.messaging.worker.WorkerApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As an operator runs it: each a process of its own, whose exit code says what came of it. */
class MigrateAcceptanceTest {
    private record Ended(int code, String output) {}

    @TempDir
    Path directory;

    private final TestLedger ledger = TestLedger.withoutSchema(TestPostgres.freshDatabase());

    @Test
    void aWorkerRefusesAnOlderSchemaWhichTheJobBringsForward() throws Exception {
        Ended worker = run(WorkerApplication.class, Map.of(), ledger.properties());
        assertThat(worker.code()).as(worker.output()).isEqualTo(1);
        assertThat(worker.output()).contains("The ledger has no schema").contains("tulia-api-exec.jar migrate");

        Ended failed = migrate(ledger.url() + "_that_is_not_there", "password-of-the-owner");
        assertThat(failed.code()).as(failed.output()).isEqualTo(1);
        assertThat(failed.output()).contains("not_there").doesNotContain("password-of-the-owner");

        for (int time = 0; time < 2; time++) {
            Ended job = migrate(ledger.url(), ledger.ownerPassword());
            assertThat(job.code()).as(job.output()).isZero();
        }
        assertThat(ledger.queryText("select bool_and(success) from flyway_schema_history"))
                .isEqualTo("t");
    }

    private Ended migrate(String url, String ownerPassword) throws IOException, InterruptedException {
        var environment = Map.of("TULIA_DB_URL", url, "TULIA_DB_OWNER_PASSWORD", ownerPassword);
        return run(ApiApplication.class, environment, List.of(), "migrate");
    }

    private Ended run(Class<?> application, Map<String, String> environment, List<String> properties, String... words)
            throws IOException, InterruptedException {
        Path log = directory.resolve("process.log");
        Files.deleteIfExists(log);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dtulia.log=" + log,
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName()));
        command.addAll(List.of(words));
        properties.forEach(property -> command.add("--" + property));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output + (Files.exists(log) ? Files.readString(log) : ""));
        } finally {
            process.destroyForcibly();
        }
    }
}
