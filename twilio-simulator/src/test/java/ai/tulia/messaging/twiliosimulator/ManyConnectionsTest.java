package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ManyConnectionsTest {
    private static final int IDLE = 1_000;
    private static final byte[] POST =
            KeptConnection.post(Sdk.ACCOUNT, Sdk.TOKEN, "To=%2B14155550100&From=%2B14155550199&Body=Hello");

    @Test
    void answersRightAndFastWithAThousandIdleConnections() throws Exception {
        List<KeptConnection> idle = new ArrayList<>();
        try (TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults())) {
            for (int i = 0; i < IDLE; i++) {
                KeptConnection connection = new KeptConnection(simulator.address());
                idle.add(connection);
                assertThat(connection.exchange(POST)).isEqualTo(201);
            }
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(Sdk.send(simulator, "between").getSid()).startsWith("SM");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

            for (KeptConnection connection : idle) {
                assertThat(connection.exchange(POST)).isEqualTo(201);
            }
            assertThat(simulator.messages()).hasSize(2 * IDLE + 20);
        } finally {
            for (KeptConnection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void takesParallelPostsWithoutLossOrDoubling() throws Exception {
        int senders = 32;
        int each = 250;
        try (TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = Collections.nCopies(senders, () -> {
                try (KeptConnection connection = new KeptConnection(simulator.address())) {
                    int taken = 0;
                    for (int i = 0; i < each; i++) {
                        taken += connection.exchange(POST) == 201 ? 1 : 0;
                    }
                    return taken;
                }
            });
            for (Future<Integer> taken : threads.invokeAll(work)) {
                assertThat(taken.get()).isEqualTo(each);
            }

            assertThat(simulator.messages().stream().map(ReceivedMessage::sid).distinct())
                    .hasSize(senders * each);
            assertThat(simulator.requests()).hasSize(senders * each);
        }
    }

    @Test
    void callsLeftWithoutAnswerDoNotDelayTheStop() throws Exception {
        TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
        simulator.faults(List.of(FaultRule.of(FaultMode.TIMEOUT)));
        try (KeptConnection connection = new KeptConnection(simulator.address());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> waiting = threads.submit(() -> connection.exchange(POST));
            await().until(() -> simulator.requests().size() == 1);
            long start = System.nanoTime();

            simulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults())) {
            int port = simulator.address().getPort();

            assertThatThrownBy(() -> TwilioSimulator.start(
                            TwilioSimulatorOptions.defaults().withPort(port)))
                    .hasMessage("The Twilio simulator cannot listen on 127.0.0.1:" + port
                            + ": another program listens there already");
        }
    }
}
