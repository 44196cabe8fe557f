package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever message types there are, each goes the whole way by its own rules: one that is added needs no other code. */
class MessageTypesAcceptanceTest extends AcceptanceTest {
    @ParameterizedTest
    @EnumSource
    void withTheConsentItNeedsItIsReceived(MessageType type) {
        Shop shop = shop();
        Customer ana = shop.customer(type.rules().consent().code());

        UUID message = shop.letter(type.code(), ana).send().expect(201).messageId();

        assertThat(shop.message(message).text("message_type")).isEqualTo(type.code());
        assertThat(shop.message(message).text("state")).isEqualTo("sent");
        assertThat(shop.received(message)).singleElement().matches(ReceivedRequest::accepted);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyConsentItLeavesOnlyWhereNoneIsRequired(MessageType type) {
        Shop shop = shop();
        Customer stranger = shop.customer();

        Answer answer = shop.letter(type.code(), stranger).send();

        if (type.rules().consentRequired()) {
            assertThat(answer.expect(403).text("code")).isEqualTo("consent_missing");
            assertThat(shop.received()).isEmpty();
        } else {
            assertThat(shop.received(answer.expect(201).messageId())).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withItsConsentWithdrawnNothingLeaves(MessageType type) {
        Shop shop = shop();
        Customer ana = shop.customer();
        shop.consent(ana, type.rules().consent().code(), "withdrawn");

        Answer refused = shop.letter(type.code(), ana).send().expect(403);

        assertThat(refused.text("code")).isEqualTo("consent_withdrawn");
        assertThat(shop.received()).isEmpty();
    }
}
