package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A broadcast as a test makes and watches it. */
final class Campaign {
    private static final Map<String, Object> EVERYONE = Map.of("all", List.of());

    private final Days days;
    private final BroadcastRef ref;
    private String content;
    private Map<String, ContextValue> context = Map.of();
    private Map<String, Object> criteria = EVERYONE;
    private LocalDateTime local;
    private String localZone;
    private Instant expiresAt;
    private Integer perSecond;

    private Campaign(Days days) {
        this.days = days;
        this.ref = new BroadcastRef(days.tenant(), Ids.next());
        this.content = "news " + ref.broadcastId() + " for {{name|you}}";
    }

    /** A promotional one to everyone, as soon as possible; its text is the only one like it. */
    static Campaign promotion(Days days) {
        return new Campaign(days);
    }

    Campaign with(String text, Map<String, ContextValue> values) {
        content = text + " " + ref.broadcastId();
        context = values;
        return this;
    }

    Campaign at(LocalDateTime wallTime, String zone) {
        local = wallTime;
        localZone = zone;
        return this;
    }

    Campaign until(Instant end) {
        expiresAt = end;
        return this;
    }

    /** Messages a second of its own. */
    Campaign rateLimit(int messages) {
        perSecond = messages;
        return this;
    }

    private Broadcast draft() {
        Instant now = days.now();
        return new Broadcast(
                ref,
                "spring",
                MessageType.PROMOTIONAL,
                Channel.WHATSAPP,
                new Broadcast.Content(Text.inline(content), context),
                criteria,
                new Broadcast.Sending(new Schedule(null, local, localZone), expiresAt, perSecond),
                null,
                Broadcast.Lifecycle.draft(now));
    }

    Campaign list(List<UUID> customers) {
        criteria = null;
        add();
        days.inLedger(() -> {
            days.bean(BroadcastAudience.class)
                    .add(
                            ref(),
                            customers.stream()
                                    .map(id -> new BroadcastAudience.Recipient(id, null))
                                    .toList());
            return true;
        });
        return begin();
    }

    Campaign start() {
        add();
        return begin();
    }

    /** Started and its audience written down, but carried by no workflow: the test calls its activities itself. */
    Campaign uncarried() {
        add();
        days.inLedger(() -> days.bean(BroadcastRepository.class).start(ref(), days.now()));
        days.activity(BroadcastDeliveryActivities.class).snapshotAudience(ref(), false);
        return this;
    }

    private void add() {
        days.inLedger(() -> {
            days.bean(BroadcastRepository.class).add(draft());
            return true;
        });
    }

    private Campaign begin() {
        days.inLedger(() -> days.bean(BroadcastRepository.class).start(ref(), days.now()));
        days.broadcasts().start(ref(), MessageType.PROMOTIONAL);
        return this;
    }

    BroadcastRef ref() {
        return ref;
    }

    boolean pause() {
        boolean paused =
                days.inLedger(() -> days.bean(BroadcastRepository.class).pause(ref(), "asked", days.now()));
        days.broadcasts().wake(ref());
        return paused;
    }

    boolean resume() {
        boolean resumed =
                days.inLedger(() -> days.bean(BroadcastRepository.class).resume(ref(), days.now()));
        days.broadcasts().wake(ref());
        return resumed;
    }

    /** Puts those that failed so back in line, and lets it go on. */
    void resumeWithFailed(String code) {
        days.inLedger(() -> {
            days.bean(BroadcastRetry.class).begin(ref(), List.of(code), days.now());
            return days.bean(BroadcastRepository.class).reopen(ref(), days.now());
        });
        days.broadcasts().wake(ref());
    }

    /** The same, when there are so many that a worker is to do it. */
    void resumeWithManyFailed(String code) {
        days.inLedger(() -> {
            days.bean(JdbcClient.class)
                    .sql("insert into broadcast_retry (tenant_id, broadcast_id, codes, asked_at, after_id, done)"
                            + " values (:tenant, :broadcast, array[:code], :at, :first, false)")
                    .param("tenant", ref().tenantId())
                    .param("broadcast", ref().broadcastId())
                    .param("code", code)
                    .param("at", Sql.utc(days.now()))
                    .param("first", new UUID(0, 0))
                    .update();
            return days.bean(BroadcastRepository.class).reopen(ref(), days.now());
        });
        days.broadcasts().wake(ref());
    }

    boolean cancel() {
        boolean canceled =
                days.inLedger(() -> days.bean(BroadcastRepository.class).cancel(ref(), days.now()));
        days.broadcasts().wake(ref());
        return canceled;
    }

    /** Lets time pass until its workflow ends. */
    Campaign untilEnded() {
        days.stub(ref()).getResult(Void.class);
        return this;
    }

    BroadcastStatus status() {
        return now().status();
    }

    String pausedReason() {
        return now().lifecycle().pausedReason();
    }

    private Broadcast now() {
        return days.inLedger(
                () -> days.bean(BroadcastRepository.class).find(ref()).orElseThrow());
    }

    /** {@code SENT} or {@code WAITING quiet_hours}, with how many: as the kept counts say. */
    Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        days.inLedger(() -> days.bean(BroadcastProgress.class).counts(ref()))
                .forEach(count ->
                        counts.merge((count.state() + " " + count.reason()).strip(), count.messages(), Long::sum));
        return counts;
    }

    /** The same, counted from the rows. */
    Map<String, Long> countedRows() {
        var counts = new TreeMap<String, Long>();
        days.inLedger(() -> days.bean(JdbcClient.class)
                .sql("select state || ' ' || coalesce(waiting_reason, failure_code, '') as what, count(*) as n"
                        + " from message where broadcast_id = ? group by 1")
                .param(ref().broadcastId())
                .query((row, n) -> counts.put(row.getString("what").strip(), row.getLong("n")))
                .list());
        return counts;
    }

    /** What the simulated Twilio accepted of it. */
    List<ReceivedMessage> received() {
        return Days.twilio().messages().stream()
                .filter(message -> message.body().contains(ref().broadcastId().toString()))
                .toList();
    }

    /** A column of the message to this customer, as text. */
    String column(UUID customer, String column) {
        return days.inLedger(() -> days.bean(JdbcClient.class)
                .sql("select " + column + "::text from message where broadcast_id = ? and customer_id = ?")
                .params(ref().broadcastId(), customer)
                .query(String.class)
                .single());
    }

    Instant sentAt(UUID customer) {
        return Instant.parse(
                column(customer, "to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"));
    }

    BroadcastHistory history() {
        return new BroadcastHistory(days, ref);
    }
}
