package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.standalone.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports nothing listens on now. */
final class FreePorts {
    private FreePorts() {}

    static Ports take() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            int[] ports = new int[8];
            for (int i = 0; i < ports.length; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports[i] = sockets.getLast().getLocalPort();
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
