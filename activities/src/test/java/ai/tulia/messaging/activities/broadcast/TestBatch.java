package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.broadcast.BatchRepository;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A batch of promotional messages to customers in turn, due at once, as the API leaves it. */
record TestBatch(Days days, BroadcastRef ref) {
    static TestBatch accept(Days days, List<UUID> customers, int items) {
        var batch = new TestBatch(days, new BroadcastRef(days.tenant(), Ids.next()));
        Instant now = days.now();
        days.inLedger(() -> {
            days.bean(BatchRepository.class).add(batch.ref(), MessageType.PROMOTIONAL, Channel.WHATSAPP, now);
            days.bean(MessageIntake.class)
                    .accept(
                            batch.ref(),
                            IntStream.range(0, items)
                                    .mapToObj(n -> batch.item(n, customers.get(n % customers.size()), now))
                                    .toList(),
                            now);
            return true;
        });
        return batch;
    }

    private MessageIntake.BatchMessage item(int index, UUID customer, Instant now) {
        var message = new NewMessage(
                Ids.next(),
                customer,
                MessageType.PROMOTIONAL,
                Channel.WHATSAPP,
                OverLimit.DEFER,
                Schedule.at(null),
                now.plus(Duration.ofDays(1)),
                Text.inline("No " + index + " of " + ref.broadcastId()),
                Map.of(),
                null);
        return new MessageIntake.BatchMessage(index, message, new DispatchDecision.SendNow(List.of()));
    }

    TestBatch start() {
        days.broadcasts().start(ref, MessageType.PROMOTIONAL);
        return this;
    }

    TestBatch untilEnded() {
        days.stub(ref).getResult(Void.class);
        return this;
    }

    Map<String, Long> counts() {
        return days.inLedger(() -> days.bean(BroadcastProgress.class).counts(ref)).stream()
                .collect(Collectors.toMap(
                        count -> (count.state() + " " + count.reason()).strip(), BroadcastProgress.Count::messages));
    }

    List<String> received() {
        return Days.twilio().messages().stream()
                .map(ReceivedMessage::body)
                .filter(body -> body.endsWith(ref.broadcastId().toString()))
                .toList();
    }

    BroadcastHistory history() {
        return new BroadcastHistory(days, ref);
    }
}
