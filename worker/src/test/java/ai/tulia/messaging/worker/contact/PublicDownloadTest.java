package ai.tulia.messaging.worker.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.activities.delivery.AnswerTooLargeException;
import ai.tulia.messaging.worker.network.CheckedResolver;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file where a redirect of the provider leads to, by TLS. */
class PublicDownloadTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final List<String> AUTHORIZATIONS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void serve() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "files",
                        "-dname",
                        "CN=files",
                        "-ext",
                        "san=dns:files.example.org",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        String.valueOf(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            AUTHORIZATIONS.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body =
                    "x".repeat(exchange.getRequestURI().getPath().length()).getBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/vcard");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        // Before a client makes its context of the machine's authorities.
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", String.valueOf(PASSWORD));
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @AfterAll
    static void stop() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
        server.stop(0);
    }

    @Test
    void whatFitsIsReadWithoutCredentials() throws IOException {
        try (var download = download(true)) {
            var answer = download.get(file("/1234"), 5);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("text/vcard");
            assertThat(answer.content()).hasSize(5);
            assertThatThrownBy(() -> download.get(file("/12345"), 5)).isInstanceOf(AnswerTooLargeException.class);
        }
        assertThat(AUTHORIZATIONS).containsOnly("null");
    }

    @Test
    void aPrivateAddressIsRefused() throws IOException {
        try (var download = download(false)) {
            assertThatThrownBy(() -> download.get(file("/"), 5))
                    .isInstanceOf(CheckedResolver.AddressRefusedException.class);
        }
    }

    private static PublicDownload download(boolean allowPrivate) {
        return new PublicDownload(
                new CheckedResolver(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, allowPrivate));
    }

    private static URI file(String path) {
        return URI.create("https://files.example.org:" + server.getAddress().getPort() + path);
    }
}
