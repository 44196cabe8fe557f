package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
    private final CountDownLatch entered = new CountDownLatch(1);

    @Test
    void aRequestThatDoesNotEndIsCutWhenItStops() throws Exception {
        var listener = new HttpListener("127.0.0.1", 0, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                entered.countDown();
                return true;
            }
        });
        listener.start();
        try (var caller =
                new Socket(listener.address().getHost(), listener.address().getPort())) {
            caller.setSoTimeout(30_000);
            caller.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

            listener.close();

            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }
}
