package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Twilio refuses at once, read through the SDK. */
class RefusalsTest {
    private static final PhoneNumber WHATSAPP = new PhoneNumber("whatsapp:+14155550100");
    private static final TwilioSimulator SIMULATOR = TwilioSimulator.start(TwilioSimulatorOptions.defaults());

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    private static MessageCreator to(String to) {
        return Message.creator(new PhoneNumber(to), Sdk.FROM, "Hello");
    }

    private static MessageCreator from(String from) {
        return Message.creator(Sdk.TO, new PhoneNumber(from), "Hello");
    }

    private static MessageCreator plain() {
        return Message.creator(Sdk.TO, Sdk.FROM, "Hello");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(21604, to("")),
                arguments(21603, from("")),
                arguments(21602, Message.creator(Sdk.TO, Sdk.FROM, "")),
                arguments(21617, Message.creator(Sdk.TO, Sdk.FROM, "x".repeat(1601))),
                arguments(21211, to("12345")),
                arguments(21211, to("+14155550199")),
                arguments(21212, from("+nonsense")),
                arguments(21910, Message.creator(WHATSAPP, Sdk.FROM, "Hello")),
                arguments(21609, plain().setStatusCallback(URI.create("ftp://example.com/cb"))),
                arguments(21609, plain().setStatusCallback(URI.create("http://under_score.example.com/cb"))),
                arguments(21609, plain().setStatusCallback(URI.create("http://127.0.0.1:99999/cb"))),
                arguments(21654, plain().setContentVariables("{}")),
                arguments(21655, plain().setContentSid("HX1")),
                arguments(
                        21656,
                        plain().setContentSid("HX00000000000000000000000000000001")
                                .setContentVariables("{1")),
                arguments(21624, plain().setValidityPeriod(36001)),
                arguments(21212, from("+15005550001")),
                arguments(21606, from("+15005550007")),
                arguments(21611, from("+15005550008")),
                arguments(21211, to("+15005550001")),
                arguments(21612, to("+15005550002")),
                arguments(21408, to("+15005550003")),
                arguments(21610, to("+15005550004")),
                arguments(21614, to("+15005550009")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void carryTwiliosCode(int code, MessageCreator message) {
        SIMULATOR.reset();

        ApiException refusal = Sdk.refusal(() -> message.create(Sdk.client(SIMULATOR)));

        assertThat(refusal.getCode()).isEqualTo(code);
        assertThat(refusal.getStatusCode()).isEqualTo(400);
        assertThat(refusal.getMoreInfo()).isEqualTo("https://www.twilio.com/docs/errors/" + code);
        assertThat(SIMULATOR.messages()).isEmpty();
        assertThat(SIMULATOR.requests()).singleElement().returns(false, ReceivedRequest::accepted);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1600})
    void bodiesUpToTheLimitPass(int length) {
        assertThat(Message.creator(Sdk.TO, new PhoneNumber("+15005550006"), "x".repeat(length))
                        .create(Sdk.client(SIMULATOR))
                        .getSid())
                .startsWith("SM");
    }
}
