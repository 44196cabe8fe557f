package ai.tulia.messaging.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageStateTest {
    /** One row per state it is in, one column per state it would go to: x = allowed. */
    private static final String TABLE = """
                        ACCEPTED WAITING SENDING UNKNOWN SENT DELIVERED READ FAILED UNDELIVERED REFUSED EXPIRED CANCELED
            ACCEPTED    .        x       x       .       .    .         .    x      .           x       x       x
            WAITING     .        x       x       .       .    x         x    x      .           x       x       x
            SENDING     .        x       .       x       x    x         x    x      x           .       .       .
            UNKNOWN     .        x       .       .       x    x         x    x      x           .       .       .
            SENT        .        x       .       .       .    x         x    x      x           .       .       .
            DELIVERED   .        .       .       .       .    .         x    .      .           .       .       .
            READ        .        .       .       .       .    .         .    .      .           .       .       .
            FAILED      .        x       .       .       .    x         x    .      .           .       .       .
            UNDELIVERED .        x       .       .       .    x         x    .      .           .       .       .
            REFUSED     .        .       .       .       .    .         .    .      .           .       .       .
            EXPIRED     .        .       .       .       .    .         .    .      .           .       .       .
            CANCELED    .        .       .       .       .    .         .    .      .           .       .       .
            """;

    @Test
    void eachPairOfStatesFollowsTheTable() {
        Map<MessageState, Set<MessageState>> table = table();
        assertThat(table).hasSize(MessageState.values().length);
        for (MessageState from : MessageState.values()) {
            for (MessageState to : MessageState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(table.get(from).contains(to));
            }
        }
    }

    @Test
    void theOnlyWaysBackLeadToANewAttemptOrToWhatProvesADelivery() {
        List<MessageState> forward = List.of(MessageState.values());
        List<String> back = new ArrayList<>();
        for (MessageState from : forward) {
            for (MessageState to : forward.subList(0, from.ordinal())) {
                if (from.canBecome(to)) {
                    back.add(from + " to " + to);
                }
            }
        }
        assertThat(back)
                .containsExactly(
                        "SENDING to WAITING",
                        "UNKNOWN to WAITING",
                        "SENT to WAITING",
                        "FAILED to WAITING",
                        "FAILED to DELIVERED",
                        "FAILED to READ",
                        "UNDELIVERED to WAITING",
                        "UNDELIVERED to DELIVERED",
                        "UNDELIVERED to READ");
    }

    @Test
    void whatHasBegunToLeaveIsNeitherCanceledNorExpired() {
        for (MessageState state : MessageState.values()) {
            assertThat(state.canBecome(MessageState.CANCELED)).as("%s", state).isEqualTo(state.isBeforeSend());
            assertThat(state.canBecome(MessageState.EXPIRED)).as("%s", state).isEqualTo(state.isBeforeSend());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED,    pending,  true,  true",
        "WAITING,     pending,  true,  true",
        "SENDING,     pending,  true,  false",
        "UNKNOWN,     pending,  true,  false",
        "SENT,        sent,     false, false",
        "DELIVERED,   sent,     false, false",
        "READ,        sent,     false, false",
        "FAILED,      failed,   false, false",
        "UNDELIVERED, failed,   false, false",
        "REFUSED,     failed,   false, false",
        "EXPIRED,     failed,   false, false",
        "CANCELED,    canceled, false, false",
    })
    void eachStateHasItsStatus(MessageState state, String word, boolean open, boolean beforeSend) {
        assertThat(state.status().code()).isEqualTo(word);
        assertThat(state.isOpen()).isEqualTo(open);
        assertThat(state.isBeforeSend()).isEqualTo(beforeSend);
    }

    private static Map<MessageState, Set<MessageState>> table() {
        List<String> lines = TABLE.lines().toList();
        String[] columns = lines.getFirst().strip().split("\\s+");
        Map<MessageState, Set<MessageState>> table = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\\s+");
            Set<MessageState> next = EnumSet.noneOf(MessageState.class);
            for (int i = 0; i < columns.length; i++) {
                if (cells[i + 1].equals("x")) {
                    next.add(MessageState.valueOf(columns[i]));
                }
            }
            table.put(MessageState.valueOf(cells[0]), next);
        }
        return table;
    }

    @ParameterizedTest
    @EnumSource(MessageState.class)
    void aStateIsFoundByItsLowerCaseCode(MessageState state) {
        assertThat(state.code()).isEqualTo(state.name().toLowerCase(Locale.ROOT));
        assertThat(MessageState.fromCode(state.code())).isEqualTo(state);
        assertThatIllegalArgumentException().isThrownBy(() -> MessageState.fromCode(state.name()));
    }
}
