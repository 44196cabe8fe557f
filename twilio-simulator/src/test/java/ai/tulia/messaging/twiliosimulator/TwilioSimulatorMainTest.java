package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as a process of its own. */
class TwilioSimulatorMainTest {
    @TempDir
    private Path folder;

    private Process start(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TwilioSimulatorMain.class.getName());
        builder.environment().put("TULIA_SIMULATOR_PORT", String.valueOf(port));
        builder.environment().put("TULIA_SIMULATOR_JOURNAL", journal().toString());
        return builder.start();
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    private static URI addressOf(Process process) throws IOException {
        String line = process.inputReader().readLine();
        Matcher address = Pattern.compile("http://[0-9.:]+").matcher(String.valueOf(line));
        assertThat(address.find()).as("address in %s", line).isTrue();
        return URI.create(address.group());
    }

    @Test
    void whatItAnsweredForOutlivesAKill() throws Exception {
        Process process = start(0);
        int answered = 0;
        try (KeptConnection connection = new KeptConnection(addressOf(process))) {
            for (; answered < 200; answered++) {
                String form = "To=%2B14155550100&From=%2B14155550199&Body=m" + answered;
                assertThat(connection.exchange(KeptConnection.post(Sdk.ACCOUNT, Sdk.TOKEN, form)))
                        .isEqualTo(201);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (TwilioSimulator next =
                TwilioSimulator.start(TwilioSimulatorOptions.defaults().withJournal(journal()))) {
            assertThat(next.messages()).hasSize(answered);
            assertThat(next.requests()).hasSize(answered);
            assertThat(next.messages().getFirst().body()).isEqualTo("m199");
            await().until(() -> next.messages().stream().allMatch(m -> m.status() == MessageStatus.DELIVERED));
        }
    }

    @Test
    void aTakenPortEndsItWithASentence() throws Exception {
        try (TwilioSimulator first = TwilioSimulator.start(TwilioSimulatorOptions.defaults())) {
            Process second = start(first.address().getPort());

            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(second.errorReader().lines())
                    .contains("The Twilio simulator cannot listen on 127.0.0.1:"
                            + first.address().getPort() + ": another program listens there already");
        }
    }

    @Test
    void endsCleanlyWhenAsked() throws Exception {
        Process process = start(0);
        addressOf(process);

        process.toHandle().destroy(); // unlike Process.destroy, leaves its output readable

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.errorReader().lines()).isEmpty();
    }

    @Test
    void aSettingThatCannotBeIsNamed() {
        assertThatThrownBy(() -> TwilioSimulatorMain.options(Map.of("TULIA_SIMULATOR_PORT", "70000")))
                .hasMessageContaining("TULIA_SIMULATOR_PORT");
        assertThatThrownBy(() -> TwilioSimulatorMain.options(Map.of("TULIA_SIMULATOR_SEED", "x")))
                .hasMessageContaining("TULIA_SIMULATOR_SEED");
        assertThat(TwilioSimulatorMain.options(Map.of()).port()).isEqualTo(8090);
    }
}
