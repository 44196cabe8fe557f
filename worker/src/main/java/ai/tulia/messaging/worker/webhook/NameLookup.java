package ai.tulia.messaging.worker.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a host. */
@FunctionalInterface
interface NameLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
}
