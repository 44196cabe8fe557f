package ai.tulia.messaging.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * From which address a request comes: that of its connection, or what the outermost of {@code tulia.trusted-proxies} proxies
 * wrote into {@code X-Forwarded-For}. Each proxy appends the address it was called from; what stands before those of the
 * trusted ones is the caller's own word.
 */
@Component
class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    /** One customer's network of IPv6: its addresses are as many as it likes. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int trustedProxies;

    ClientAddress(@Value("${tulia.trusted-proxies:0}") int trustedProxies) {
        if (trustedProxies < 0) {
            throw new IllegalStateException("TULIA_TRUSTED_PROXIES is below zero");
        }
        this.trustedProxies = trustedProxies;
    }

    /** An IPv4 address, or a network of IPv6 (/64). */
    String of(HttpServletRequest request) {
        return forwarded(request)
                .flatMap(ClientAddress::network)
                .or(() -> network(request.getRemoteAddr()))
                .orElse("");
    }

    private Optional<String> forwarded(HttpServletRequest request) {
        if (trustedProxies == 0) {
            return Optional.empty();
        }
        List<String> hops = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        int place = hops.size() - trustedProxies;
        return place < 0 ? Optional.empty() : Optional.of(hops.get(place));
    }

    private static Optional<String> network(String hop) {
        try {
            InetAddress address = InetAddress.ofLiteral(withoutPort(hop));
            return Optional.of(
                    address instanceof Inet4Address
                            ? address.getHostAddress()
                            : HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Some proxies append it: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.contains("]")) {
            return hop.substring(1, hop.indexOf(']'));
        }
        boolean hasPort = hop.indexOf(':') >= 0 && hop.indexOf(':') == hop.lastIndexOf(':');
        return hasPort ? hop.substring(0, hop.indexOf(':')) : hop;
    }
}
