package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.SequenceWriter;

/** Puts a reply on the wire, or, where a rule says so, nothing at all. */
final class ReplyWriter implements AutoCloseable {
    private static final Duration MAX_SILENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);
    private final CountDownLatch closing = new CountDownLatch(1);

    void write(Reply reply, Request request, Response response, Callback callback) {
        switch (reply) {
            case Reply.Answer answer -> answer(answer, response, callback);
            case Reply.JsonArray(Stream<?> items) -> array(items, response, callback);
            case Reply.Silence _ -> {
                stayStill();
                reset(request, callback);
            }
            case Reply.Reset _ -> reset(request, callback);
        }
    }

    private static void answer(Reply.Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put("Twilio-Request-Id", Sids.next("RQ"));
        if (answer.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, StandardCharsets.UTF_8.encode(answer.body()), callback);
    }

    private static void array(Stream<?> items, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
        try (OutputStream out = Content.Sink.asOutputStream(response);
                SequenceWriter json = Json.MAPPER.writer().writeValuesAsArray(out)) {
            items.forEach(json::write);
        } catch (IOException | RuntimeException e) {
            callback.failed(e); // the reader is gone
            return;
        }
        callback.succeeded();
    }

    private void stayStill() {
        try {
            boolean closed = closing.await(MAX_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("a silent call ended, closing: {}", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the connection with RST instead of FIN: no time to linger. */
    private static void reset(Request request, Callback callback) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            if (endPoint.getTransport() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.debug("the caller was gone already", e);
        }
        IOException cause = new IOException("reset by a fault rule");
        endPoint.close(cause);
        callback.succeeded(); // a failure would have Jetty compose an error page
    }

    /** Ends all silent calls. */
    @Override
    public void close() {
        closing.countDown();
    }
}
