package ai.tulia.messaging.domain.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastHealthTest {
    @Test
    void twentyThatFailTheSameWayStopIt() {
        assertThat(BroadcastHealth.stoppedBy(outcomes(19, "wrong token", 31))).isEmpty();
        assertThat(BroadcastHealth.stoppedBy(outcomes(20, "wrong token", 30))).contains("wrong token");
        assertThat(BroadcastHealth.stoppedBy(outcomes(20, "wrong token", 0))).contains("wrong token");
    }

    @Test
    void theMostFrequentFaultIsTheReason() {
        var outcomes = outcomes(20, "one", 0);
        outcomes.addAll(Collections.nCopies(21, "other"));

        assertThat(BroadcastHealth.stoppedBy(outcomes)).contains("other");
    }

    @Test
    void whatIsNobodysFaultDoesNot() {
        assertThat(BroadcastHealth.stoppedBy(outcomes(0, "", 50))).isEmpty();
        var each = new ArrayList<String>();
        for (int n = 0; n < 50; n++) {
            each.add("fault " + n % 3);
        }
        assertThat(BroadcastHealth.stoppedBy(each)).as("17 of each").isEmpty();
    }

    private static List<String> outcomes(int faults, String code, int others) {
        var outcomes = new ArrayList<>(Collections.nCopies(faults, code));
        outcomes.addAll(Collections.nCopies(others, BroadcastHealth.NO_FAULT));
        return outcomes;
    }
}
