package ai.tulia.messaging.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void eachHasADefaultAndMovesByItsVariable() {
        assertThat(Ports.fromEnvironment(Map.of("TULIA_API_PORT", "9000", "TULIA_REDIS_PORT", "")))
                .isEqualTo(new Ports(54329, 63799, 7233, 8233, 8090, 9000, 8082, 8081));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "80 80"})
    void whatIsNoPortIsRefusedWithItsVariable(String value) {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("TULIA_API_PORT", value)))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("TULIA_API_PORT")
                .hasMessageContaining(value);
    }

    @Test
    void onePortForTwoIsRefusedWithBothVariables() {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("TULIA_API_PORT", "7233")))
                .isInstanceOf(StartupRefused.class)
                .hasMessage("TULIA_TEMPORAL_PORT and TULIA_API_PORT are both 7233; give one another port.");
    }

    @Test
    void aTakenPortIsNamedWithTheVariableToSet() throws IOException {
        Ports free = FreePorts.choose();
        free.requireFree();
        try (ServerSocket other = new ServerSocket(free.simulator(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(free::requireFree)
                    .isInstanceOf(StartupRefused.class)
                    .hasMessage("Port " + other.getLocalPort()
                            + " is taken by another process; free it or set TULIA_SIMULATOR_PORT to another port.");
        }
    }
}
