package ai.tulia.messaging.worker.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the client the addresses to connect to, and refuses a host with one that is not public. The client connects to the
 * very addresses that were checked: a name that leads elsewhere at its next look-up gains nothing.
 */
public final class CheckedResolver implements DnsResolver {
    private final NameLookup lookup;
    private final boolean allowPrivate;

    public CheckedResolver(NameLookup lookup, boolean allowPrivate) {
        this.lookup = lookup;
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.addresses(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddress.isPublic(address)) {
                throw new AddressRefusedException();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Names no address: the tenant is not to learn what our network looks like. */
    public static final class AddressRefusedException extends UnknownHostException {
        AddressRefusedException() {
            super("the host has an address that is not public");
        }
    }
}
