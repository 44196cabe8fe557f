package ai.tulia.messaging.twiliosimulator;

import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty on one address, with few threads of its own: calls run on virtual threads. */
final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;

    HttpListener(String host, int port, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("twilio-simulator");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        server.setStopTimeout(DRAIN.toMillis());
        server.setHandler(new GracefulHandler(handler));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(2048);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(50); // idle connections need not be waited for
        server.addConnector(connector);
    }

    /** @throws IllegalStateException naming the address when it is taken */
    void start() {
        try {
            server.start();
        } catch (Exception e) {
            close();
            String address = connector.getHost() + ":" + connector.getPort();
            String why = e.getCause() instanceof BindException || e instanceof BindException
                    ? "another program listens there already"
                    : e.toString();
            throw new IllegalStateException("The Twilio simulator cannot listen on " + address + ": " + why, e);
        }
    }

    URI address() {
        String host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /** Waits {@link #DRAIN} for what is under way, then cuts it. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("requests that were under way for more than {} were cut", DRAIN);
        } catch (Exception e) {
            throw new IllegalStateException("the Twilio simulator did not stop cleanly", e);
        }
    }
}
