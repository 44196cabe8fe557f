package ai.tulia.messaging.standalone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A door on loopback between the product and one of its servers. Shutting it takes the server away, whichever server
 * that is and whoever started it: connections break and new ones are refused, as after a kill.
 */
final class Gate {
    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    /** Those whose last bytes went in: an answer is to come. */
    private final Set<Socket> asking = ConcurrentHashMap.newKeySet();

    private ServerSocket listener;

    private Gate(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.port = listener.getLocalPort();
        accept(listener);
    }

    static Gate before(String host, int port) {
        try {
            return new Gate(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** How many requests are inside, not yet answered. */
    int asking() {
        return asking.size();
    }

    void shut() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Gate::close);
    }

    void open() {
        try {
            listener = new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accept(listener);
    }

    private void accept(ServerSocket from) {
        Thread.startVirtualThread(() -> {
            while (!from.isClosed()) {
                try {
                    Socket here = from.accept();
                    connections.add(here);
                    Thread.startVirtualThread(() -> join(here));
                } catch (IOException e) {
                    // Shut, or a caller that went away: the next one is taken.
                }
            }
        });
    }

    private void join(Socket here) {
        try (here;
                var there = new Socket()) {
            connections.add(there);
            there.connect(target, 5_000);
            Thread back = Thread.startVirtualThread(() -> copy(there, here, () -> asking.remove(here)));
            copy(here, there, () -> asking.add(here));
            back.join();
        } catch (IOException e) {
            // The one side learns of the other's end by its own.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(here);
            asking.remove(here);
        }
    }

    private void copy(Socket from, Socket to, Runnable passing) {
        var bytes = new byte[16_384];
        try {
            for (int count = from.getInputStream().read(bytes);
                    count > 0;
                    count = from.getInputStream().read(bytes)) {
                passing.run();
                to.getOutputStream().write(bytes, 0, count);
            }
        } catch (IOException e) {
            // Ends both, below.
        } finally {
            close(from);
            close(to);
            connections.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
