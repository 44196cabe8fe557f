package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.CrowdedTenant.GROUP;
import static ai.tulia.messaging.store.broadcast.CrowdedTenant.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DueMessage;
import ai.tulia.messaging.store.message.DueMessageQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a message, a group of them or a batch of a file costs does not grow with its tenant, whatever the planner knows of
 * the tables: rows are counted as PostgreSQL reads them.
 */
class FoundByKeyTest {
    private static final int CUSTOMERS = 4_000;
    private static final int OTHERS = 300;

    /** What the planner knows. */
    enum Statistics {
        NONE,
        /** From before the tenant came. */
        OF_OTHERS
    }

    private final PlanFixture store = new PlanFixture();

    private static Sender sender(TenantSettings settings) {
        return settings.senders()
                .serving(Channel.WHATSAPP, MessageType.PROMOTIONAL)
                .orElseThrow();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void aGroupReadsItsOwnRows(Statistics statistics) {
        CrowdedTenant crowd = begin(statistics);
        UUID tenant = crowd.tenant();
        var transitions = store.bean(MessageTransitions.class);
        var settings = store.in(tenant, () -> store.bean(TenantQueries.class).settings(tenant));

        List<DueMessage> due = crowd.cheaply(
                "claim",
                () -> store.bean(DueMessageQueries.class)
                        .claim(crowd.broadcast().ref(), settings, sender(settings), false, GROUP, NOW)
                        .due());
        assertThat(due).hasSize(GROUP);
        List<MessageRef> refs = due.stream().map(each -> each.row().ref()).toList();
        var units = new QuotaRequest(null, true, false, 4, NOW, NOW);
        List<UUID> ids = refs.stream().map(MessageRef::messageId).toList();
        // The first who asks has the counters filled from the ledger.
        store.take(tenant, 1, NOW);
        crowd.cheaply("units", () -> new Reservations(store::bean).reserveAll(tenant, ids, units));
        crowd.cheaply("begin", () -> {
            transitions.startAll(
                    tenant,
                    refs.stream()
                            .map(ref -> new Transition.AttemptStarted(ref, 1, "News", null, null))
                            .toList(),
                    NOW);
            return 0;
        });
        crowd.cheaply("settle", () -> {
            store.bean(AttemptOutcomes.class)
                    .settle(
                            tenant,
                            refs.stream()
                                    .<Transition.Outcome>map(
                                            ref -> new Transition.ProviderAccepted(ref, 1, "SM" + ref.messageId()))
                                    .toList(),
                            NOW);
            return 0;
        });
        assertThat(crowd.inState("SENT")).isEqualTo(GROUP);

        List<MessageRef> accepted = crowd.someAccepted();
        var wait = new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of());
        crowd.cheaply("hold", () -> {
            transitions.apply(
                    tenant,
                    accepted.stream()
                            .map(ref -> new Transition.Deferred(ref, wait))
                            .toList(),
                    NOW);
            return 0;
        });
        assertThat(crowd.inState("WAITING")).isEqualTo(GROUP);
        assertThat(crowd.cheaply(
                        "the next that waits for nothing",
                        () -> store.bean(BroadcastProgress.class)
                                .nextOtherThan(crowd.broadcast().ref(), wait.reason(), wait.until(), 10 * GROUP)))
                .hasValue(NOW);
        var stop = new DispatchDecision.Stop(StopReason.OPTED_OUT, List.of());
        crowd.cheaply("stop", () -> {
            transitions.apply(
                    tenant,
                    accepted.stream()
                            .map(ref -> new Transition.Stopped(ref, stop))
                            .toList(),
                    NOW);
            return 0;
        });
        assertThat(crowd.inState("REFUSED")).isEqualTo(GROUP);
        assertThat(crowd.cheaply(
                        "cancel",
                        () -> store.bean(BroadcastCancellation.class)
                                .cancelSome(crowd.broadcast().ref(), GROUP, NOW)))
                .hasSize(GROUP);

        assertThat(crowd.cheaply(
                        "page of recipients",
                        () -> store.bean(BroadcastRecipients.class)
                                .page(
                                        crowd.broadcast().ref(),
                                        new BroadcastRecipients.Filter(null, null),
                                        null,
                                        GROUP)))
                .hasSize(GROUP);
    }

    @ParameterizedTest
    @EnumSource
    void aSingleMessageReadsItsOwnRows(Statistics statistics) {
        CrowdedTenant crowd = begin(statistics);
        UUID tenant = crowd.tenant();
        MessageRef message = crowd.someAccepted().getFirst();
        UUID customer = store.customers(tenant).getFirst();

        assertThat(crowd.alone(
                        "facts of a customer",
                        () -> store.bean(DispatchFactsQueries.class)
                                .ofCustomer(tenant, customer, Channel.WHATSAPP, MessageType.PROMOTIONAL)))
                .isPresent();
        assertThat(crowd.alone(
                        "facts of a message",
                        () -> store.bean(DispatchFactsQueries.class).ofMessageLocked(message)))
                .isPresent();
        Sender sender =
                sender(store.in(tenant, () -> store.bean(TenantQueries.class).settings(tenant)));
        assertThat(crowd.alone(
                        "what is handed over",
                        () -> store.bean(OutboundTextQueries.class).outbound(message, sender)))
                .isPresent();
        assertThat(crowd.alone(
                                "withdraw",
                                () -> store.bean(ConsentLedger.class)
                                        .record(
                                                tenant,
                                                customer,
                                                Channel.WHATSAPP,
                                                ConsentType.PROMOTIONAL,
                                                ConsentState.WITHDRAWN,
                                                "form",
                                                null,
                                                NOW))
                        .stopped())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFilesBatchReadsItsOwnRows(Statistics statistics) {
        CrowdedTenant crowd = begin(statistics);
        UUID tenant = crowd.tenant();
        List<ImportedCustomer> rows = store.in(
                tenant,
                () -> store.bean(JdbcClient.class)
                        .sql("select phone_number from customer where tenant_id = ? order by id limit ?")
                        .params(tenant, GROUP)
                        .query((row, n) -> new ImportedCustomer(
                                n,
                                row.getString(1),
                                "Ana",
                                null,
                                List.of(),
                                Map.of(),
                                Map.of(ConsentType.PROMOTIONAL, ConsentState.GRANTED)))
                        .list());
        var batch = store.bean(CustomerBatch.class);

        assertThat(crowd.alone("overfull", () -> batch.overfull(tenant, rows, 0)))
                .isEmpty();
        assertThat(crowd.alone("store", () -> batch.store(tenant, rows, Channel.WHATSAPP, "file", NOW))
                        .outcome()
                        .unchanged())
                .isEqualTo(GROUP);
        assertThat(crowd.alone("add", () -> batch.add(tenant, rows, NOW)).ids()).hasSize(GROUP);

        var withdrawing = rows.stream()
                .map(row -> new ImportedCustomer(
                        row.row(),
                        row.phoneNumber(),
                        null,
                        null,
                        List.of(),
                        Map.of(),
                        Map.of(ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN)))
                .toList();
        assertThat(crowd.alone("withdraw", () -> batch.store(tenant, withdrawing, Channel.WHATSAPP, "file", NOW))
                        .effect()
                        .stopped())
                .hasSize(GROUP);
        assertThat(crowd.inState("REFUSED")).isEqualTo(GROUP);
    }

    private CrowdedTenant begin(Statistics statistics) {
        store.noAutovacuum("message", "message_event", "customer", "consent", "broadcast_recipient");
        if (statistics == Statistics.OF_OTHERS) {
            CrowdedTenant.of(store, OTHERS);
            store.ledger.execute("analyze");
        }
        return CrowdedTenant.of(store, CUSTOMERS);
    }
}
