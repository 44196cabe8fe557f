package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Says whether something listens on a loopback port. */
final class PortProbe {
    private static final int CONNECT_MILLIS = 500;

    private PortProbe() {}

    /** True when something answers there, or when the port cannot be bound (a listener that does not accept yet). */
    static boolean isTaken(int port) {
        return accepts(port) || !isBindable(port);
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isBindable(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port in TIME_WAIT after our own last run is free for a server.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
