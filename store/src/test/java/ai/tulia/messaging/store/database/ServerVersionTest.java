package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerVersionTest {
    @Test
    void anOlderServerIsRefusedInOneSentenceThatSaysWhatIsNeeded() {
        assertThatThrownBy(() -> ServerVersion.require(17))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PostgreSQL 18 or newer is needed; the server of tulia.db.url is 17. Upgrade it, or name"
                        + " another.");
    }

    @Test
    void theOneThatIsNeededAndNewerOnesAreTaken() {
        assertThatCode(() -> ServerVersion.require(18)).doesNotThrowAnyException();
        assertThatCode(() -> ServerVersion.require(19)).doesNotThrowAnyException();
    }
}
