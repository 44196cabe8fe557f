package ai.tulia.messaging.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.TestLedger;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens a sealed secret: its key, at its tenant, in its column, unchanged. */
class SecretBoxTest {
    private static final String OLD = TestLedger.SECRETS_KEY;
    private static final String NEW =
            Base64.getEncoder().encodeToString("another key of exactly 32 bytes!".getBytes(StandardCharsets.US_ASCII));
    private static final UUID TENANT = UUID.randomUUID();
    private static final String COLUMN = "provider_account.auth_token";

    private final SecretBox old = new SecretBox(OLD);
    private final byte[] sealed = old.seal(TENANT, COLUMN, "a token");

    @Test
    void itOpensWhereItWasSealed() {
        assertThat(old.open(TENANT, COLUMN, sealed)).isEqualTo("a token");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("token");
    }

    @Test
    void movedToAnotherTenantOrColumnItDoesNotOpen() {
        isUnreadable(old, UUID.randomUUID(), COLUMN, sealed);
        isUnreadable(old, TENANT, "webhook_endpoint.secret", sealed);
    }

    @Test
    void withOneBitFlippedAnywhereItDoesNotOpen() {
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            isUnreadable(old, TENANT, COLUMN, flipped);
        }
        for (int length = 0; length < sealed.length; length++) {
            isUnreadable(old, TENANT, COLUMN, Arrays.copyOf(sealed, length));
        }
    }

    @Test
    void withoutItsKeyItDoesNotOpen() {
        isUnreadable(new SecretBox(NEW), TENANT, COLUMN, sealed);
    }

    @Test
    void ofARingTheFirstSealsAndAllOpen() {
        var both = new SecretBox(NEW + ", " + OLD);
        var after = new SecretBox(NEW);

        assertThat(both.open(TENANT, COLUMN, sealed)).isEqualTo("a token");
        byte[] anew = both.seal(TENANT, COLUMN, "a token");
        assertThat(after.open(TENANT, COLUMN, anew)).isEqualTo("a token");
        assertThat(anew).startsWith(after.prefix()).startsWith(both.prefix());
        assertThat(both.keyId()).isEqualTo(after.keyId()).isNotEqualTo(old.keyId());
        isUnreadable(old, TENANT, COLUMN, anew);
    }

    @Test
    void aValueFromBeforeThereWereIdsOpensStill() throws Exception {
        byte[] before = new AesGcmJce(Base64.getDecoder().decode(OLD))
                .encrypt(
                        "a token".getBytes(StandardCharsets.UTF_8),
                        (TENANT + "/" + COLUMN).getBytes(StandardCharsets.UTF_8));

        assertThat(old.open(TENANT, COLUMN, before)).isEqualTo("a token");
        assertThat(new SecretBox(NEW + "," + OLD).open(TENANT, COLUMN, before)).isEqualTo("a token");
        isUnreadable(new SecretBox(NEW), TENANT, COLUMN, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s3cret", "s3cretAAAA==", OLD + ",", OLD + "," + OLD, OLD + ";s3cret"})
    void whatIsNoKeyIsRefusedAndNotRepeated(String keys) {
        assertThatThrownBy(() -> new SecretBox(keys))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("TULIA_SECRETS_KEY ")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining(OLD);
    }

    private static void isUnreadable(SecretBox box, UUID tenant, String column, byte[] value) {
        assertThatThrownBy(() -> box.open(tenant, column, value)).isInstanceOf(SecretUnreadableException.class);
    }
}
