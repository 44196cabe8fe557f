package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultModesTest {
    private final TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private Sdk.SendsOnce http = new Sdk.SendsOnce(simulator.address(), Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        simulator.close();
    }

    private ApiException failure() {
        return Sdk.refusal(this::send);
    }

    private Message send() {
        return Message.creator(Sdk.TO, Sdk.FROM, "Hello")
                .create(new TwilioRestClient.Builder(Sdk.ACCOUNT, Sdk.TOKEN)
                        .httpClient(http)
                        .build());
    }

    private void waitsBriefly() {
        http = new Sdk.SendsOnce(simulator.address(), Duration.ofMillis(500));
    }

    private void rule(FaultRule rule) {
        simulator.faults(List.of(rule));
    }

    private void assertDone(int posts, int messages) {
        assertThat(simulator.requests()).hasSize(posts);
        assertThat(simulator.messages()).hasSize(messages);
        assertThat(simulator.requests().stream().filter(ReceivedRequest::accepted))
                .hasSize(messages);
    }

    @Test
    void rejectsWithTheCodeAndDoesNothing() {
        rule(FaultRule.of(FaultMode.REJECT_4XX).withCode(21610));

        assertThat(failure()).returns(21610, ApiException::getCode).returns(400, ApiException::getStatusCode);
        assertDone(1, 0);
    }

    @Test
    void busyNamesWhenToComeBack() {
        rule(FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(7));

        assertThat(failure()).returns(20429, ApiException::getCode).returns(429, ApiException::getStatusCode);
        assertThat(http.last().getStatusCode()).isEqualTo(429);
        assertThat(http.last().getHeaders())
                .filteredOn(h -> h.getName().equals("Retry-After"))
                .extracting(Header::getValue)
                .containsExactly("7");
        assertDone(1, 0);
    }

    @Test
    void aServerErrorIsNotDone() {
        rule(FaultRule.of(FaultMode.ERROR_5XX));

        assertThat(failure()).returns(20500, ApiException::getCode).returns(500, ApiException::getStatusCode);
        assertDone(1, 0);
    }

    @Test
    void aServerErrorMayHideAMessage() {
        rule(FaultRule.of(FaultMode.ERROR_5XX_AFTER_EXECUTE).withHttpStatus(503));

        assertThat(failure().getStatusCode()).isEqualTo(503);
        assertDone(1, 1);
        assertThat(simulator.requests().getFirst().status()).isEqualTo(503);
    }

    @Test
    void noAnswerAndNothingDone() {
        rule(FaultRule.of(FaultMode.TIMEOUT));
        waitsBriefly();

        assertThat(failure()).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertDone(1, 0);
        assertThat(simulator.requests().getFirst().status()).isNull();
    }

    @Test
    void noAnswerAndYetDone() {
        rule(FaultRule.of(FaultMode.EXECUTE_AND_TIMEOUT));
        waitsBriefly();

        assertThat(failure()).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertDone(1, 1);
    }

    @Test
    void aResetMayHideAMessage() {
        rule(FaultRule.of(FaultMode.EXECUTE_AND_RESET));

        assertThat(failure()).hasRootCauseInstanceOf(SocketException.class);
        assertDone(1, 1);
    }

    @Test
    void aResetAndNothingDone() {
        rule(FaultRule.of(FaultMode.RESET));

        assertThat(failure()).hasRootCauseInstanceOf(SocketException.class);
        assertDone(1, 0);
    }

    @Test
    void slowAnswersAfterTheDelay() {
        rule(FaultRule.of(FaultMode.SLOW).withDelayMs(200));
        long start = System.nanoTime();

        assertThat(send().getSid()).startsWith("SM");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aProxysPageIsNoAnswerOfTwilios() {
        rule(FaultRule.of(FaultMode.HTML_5XX));

        assertThat(failure().getCode()).isNull();
        assertThat(http.last().getStatusCode()).isEqualTo(502);
        assertDone(1, 0);
    }

    @Test
    void anEmpty201HidesAMessage() {
        rule(FaultRule.of(FaultMode.EMPTY_201));

        assertThat(failure().getCode()).isNull();
        assertThat(http.last().getStatusCode()).isEqualTo(201);
        assertDone(1, 1);
    }

    @Test
    void theFirstRuleThatMatchesWinsAndIsGoneWhenUsedUp() {
        simulator.faults(List.of(
                FaultRule.of(FaultMode.REJECT_4XX)
                        .forTo("+14155550100")
                        .withCode(21614)
                        .withTimes(2),
                FaultRule.of(FaultMode.OK).forAccount(Sdk.ACCOUNT),
                FaultRule.of(FaultMode.RESET)));

        assertThat(failure().getCode()).isEqualTo(21614);
        assertThat(failure().getCode()).isEqualTo(21614);
        assertThat(send().getSid()).startsWith("SM");
    }

    @Test
    void aShareMeetsItsPartAndTheSameSeedTheSamePosts() {
        FaultRules first = new FaultRules(42);
        FaultRules second = new FaultRules(42);
        FaultRule third = FaultRule.of(FaultMode.RESET).withShare(0.3);
        first.replace(List.of(third));
        second.replace(List.of(third));

        List<Boolean> met = IntStream.range(0, 1000)
                .mapToObj(i -> first.pick("AC1", "+1", "+2") != null)
                .toList();

        assertThat(met.stream().filter(Boolean::booleanValue).count()).isBetween(250L, 350L);
        assertThat(met)
                .allSatisfy(hit ->
                        assertThat(second.pick("AC1", "+1", "+2") != null).isEqualTo(hit));
    }
}
