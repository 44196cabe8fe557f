package ai.tulia.messaging.worker.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a host. */
@FunctionalInterface
public interface NameLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
}
