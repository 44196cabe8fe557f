package ai.tulia.messaging.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What failed before the connection was established was not sent; what failed later may have been. */
class TwilioConnectionTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final OutboundMessage MESSAGE = new OutboundMessage(
            "AC00000000000000000000000000000001",
            "token",
            "whatsapp:+12025550100",
            "whatsapp:+12025550101",
            "News",
            null,
            Map.of(),
            null,
            URI.create("http://localhost/callback"));

    @Test
    void noRouteIsNotSent() {
        // Linux refuses TCP to a broadcast address as unreachable, without a packet on the wire.
        assertThat(post(URI.create("http://127.255.255.255:9"))).isInstanceOf(ProviderAnswer.NotSent.class);
    }

    @Test
    void untrustedCertificateIsNotSent(@TempDir Path directory) throws Exception {
        try (var server = selfSigned(directory).getServerSocketFactory().createServerSocket(0, 8, LOOPBACK)) {
            answerEach(server);
            assertThat(post(URI.create("https://127.0.0.1:" + server.getLocalPort())))
                    .isEqualTo(new ProviderAnswer.NotSent("ssl_handshake"));
        }
    }

    @Test
    void connectionCutAfterTheRequestWasWrittenIsAmbiguous() throws Exception {
        try (var server = new ServerSocket(0, 8, LOOPBACK)) {
            answerEach(server);
            assertThat(post(URI.create("http://127.0.0.1:" + server.getLocalPort())))
                    .isInstanceOf(ProviderAnswer.Ambiguous.class);
        }
    }

    @Test
    void nothingIsLeftOfACallThatEnded() throws Exception {
        var during = new AtomicInteger();
        try (var simulator =
                        TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofDays(1)));
                var transport = new TwilioTransport(properties(simulator.address()))) {
            var gateway = new TwilioGateway(transport);
            for (int i = 0; i < 20; i++) {
                BooleanSupplier whileUnderWay = () -> during.addAndGet(transport.deadlines()) > 0;
                assertThat(gateway.post(MESSAGE, whileUnderWay)).isInstanceOf(ProviderAnswer.Created.class);
            }
            simulator.faults(List.of(FaultRule.of(FaultMode.EXECUTE_AND_RESET)));
            assertThat(gateway.post(MESSAGE, () -> true)).isInstanceOf(ProviderAnswer.Ambiguous.class);
            assertThat(gateway.post(MESSAGE, () -> false)).isInstanceOf(ProviderAnswer.NotSent.class);

            assertThat(during).hasValue(20);
            assertThat(transport.deadlines()).isZero();
        }
    }

    private static ProviderAnswer post(URI simulator) {
        try (var transport = new TwilioTransport(properties(simulator))) {
            return new TwilioGateway(transport).post(MESSAGE, () -> true);
        }
    }

    private static DeliveryProperties properties(URI simulator) {
        var limit = Duration.ofSeconds(5);
        return new DeliveryProperties(simulator, URI.create("http://localhost"), limit, limit, limit, 2);
    }

    /** Reads what comes first and closes. */
    private static void answerEach(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept();
                        InputStream in = socket.getInputStream()) {
                    in.read();
                } catch (IOException e) {
                    // The client went away, or the test is over.
                }
            }
        });
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        Path file = directory.resolve("server.p12");
        String secret = "changeit";
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        secret)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, secret.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, secret.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
