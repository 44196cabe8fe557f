package ai.tulia.messaging.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose request it is, as far as the network says. */
class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "0 | none | 10.0.0.1",
                "0 | 203.0.113.7 | 10.0.0.1",
                "1 | none | 10.0.0.1",
                "1 | 203.0.113.7 | 203.0.113.7",
                "1 | 198.51.100.1, 203.0.113.7 | 203.0.113.7",
                "2 | 198.51.100.1, 203.0.113.7 | 198.51.100.1",
                "2 | 203.0.113.7 | 10.0.0.1",
                "1 | 203.0.113.7:4711 | 203.0.113.7",
                "1 | 203.0.113.7, | 10.0.0.1",
                "1 | localhost | 10.0.0.1",
                "1 | 2001:db8:1:2:3:4:5:6 | 20010db800010002",
                "1 | 2001:db8:1:2::9 | 20010db800010002",
                "1 | [2001:db8:1:2::9]:4711 | 20010db800010002",
                "1 | ::ffff:203.0.113.7 | 203.0.113.7",
            })
    void theOutermostTrustedProxySaysIt(int proxies, String forwardedFor, String expected) {
        var request = request();
        if (forwardedFor != null) {
            request.addHeader("X-Forwarded-For", forwardedFor);
        }
        assertThat(new ClientAddress(proxies).of(request)).isEqualTo(expected);
    }

    @Test
    void severalHeadersAreOneList() {
        var request = request();
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("X-Forwarded-For", "203.0.113.7");
        assertThat(new ClientAddress(1).of(request)).isEqualTo("203.0.113.7");
        assertThat(new ClientAddress(2).of(request)).isEqualTo("198.51.100.1");
    }

    @Test
    void aNumberBelowZeroKeepsTheProcessFromStarting() {
        assertThatThrownBy(() -> new ClientAddress(-1)).hasMessageContaining("TULIA_TRUSTED_PROXIES");
    }

    private static MockHttpServletRequest request() {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(PROXY);
        return request;
    }
}
