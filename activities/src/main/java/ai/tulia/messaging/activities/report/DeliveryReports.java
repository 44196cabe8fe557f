package ai.tulia.messaging.activities.report;

import ai.tulia.messaging.activities.dispatch.RecipientFailures;
import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.delivery.DeliveryVerdict;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.message.ReportedMessage;
import ai.tulia.messaging.store.message.ReportedMessageQueries;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Applies what the provider says became of messages, many of one tenant at once: forward only, and of several reports of
 * one message the one that says most. In which order they come, or how often, makes no difference.
 */
@Component
public class DeliveryReports {
    private static final Comparator<ProviderCallback> SAYS_MORE = Comparator.comparingInt(ProviderCallback::attempt)
            .thenComparingInt(each -> each.report().rank());

    private final TenantTransactions transactions;
    private final ReportedMessageQueries messages;
    private final AttemptOutcomes outcomes;
    private final RecipientFailures failures;

    DeliveryReports(
            TenantTransactions transactions,
            ReportedMessageQueries messages,
            AttemptOutcomes outcomes,
            RecipientFailures failures) {
        this.transactions = transactions;
        this.messages = messages;
        this.outcomes = outcomes;
        this.failures = failures;
    }

    /**
     * @param handled those reports that need no other look: applied, late, or of no message of ours
     * @param toWake broadcasts that have something to do, or nothing left
     * @param ofBroadcasts what changed messages of broadcasts, for {@link BroadcastFaults}
     */
    public record Applied(
            List<ProviderCallback> handled,
            Set<BroadcastRef> toWake,
            Map<BroadcastRef, List<BroadcastRun.Reported>> ofBroadcasts) {
        public static final Applied NOTHING = new Applied(List.of(), Set.of(), Map.of());
    }

    /** Within the open tenant transaction. Messages that are locked now are left for the next time. */
    public Applied apply(UUID tenantId, Collection<ProviderCallback> reports, Instant at) {
        return transactions.callByKeys(tenantId, () -> {
            Map<UUID, ProviderCallback> latest = latest(reports);
            failures.lock(tenantId, messages.customers(tenantId, ofRecipients(latest)));
            List<ReportedMessage> locked = messages.lockFree(tenantId, latest.keySet());
            List<Transition.Outcome> reported = new ArrayList<>();
            List<RecipientFailures.Failure> failed = new ArrayList<>();
            Map<UUID, String> faults = new HashMap<>();
            Set<UUID> free = new HashSet<>();
            for (ReportedMessage message : locked) {
                UUID id = message.ref().messageId();
                free.add(id);
                ProviderCallback report = Objects.requireNonNull(latest.get(id));
                DeliveryVerdict verdict = verdict(message, report, at);
                Transition.Outcome outcome = outcome(message, report, verdict);
                if (outcome != null) {
                    reported.add(outcome);
                }
                if (verdict instanceof DeliveryVerdict.Failed(String code, ProviderError error, boolean handedOver)) {
                    faults.put(id, BroadcastHealth.fault(code, error));
                    failed.add(new RecipientFailures.Failure(message.customerId(), message.channel(), error, code));
                }
            }
            Set<UUID> changed = outcomes.settle(tenantId, reported, at);
            failures.record(tenantId, failed, at);
            Set<UUID> busy = busy(tenantId, latest.keySet(), free);
            return new Applied(
                    reports.stream()
                            .filter(report -> !busy.contains(report.ref().messageId()))
                            .toList(),
                    toWake(locked, reported, changed),
                    ofBroadcasts(locked, changed, faults));
        });
    }

    private static Map<UUID, ProviderCallback> latest(Collection<ProviderCallback> reports) {
        Map<UUID, ProviderCallback> latest = new HashMap<>();
        for (ProviderCallback report : reports) {
            latest.merge(report.ref().messageId(), report, BinaryOperator.maxBy(SAYS_MORE));
        }
        return latest;
    }

    /** The messages whose failure says something of their recipients. */
    private static List<UUID> ofRecipients(Map<UUID, ProviderCallback> latest) {
        return latest.entrySet().stream()
                .filter(each -> {
                    Integer code = each.getValue().report().errorCode();
                    return code != null && RecipientFailures.concernsRecipient(TwilioErrors.onCallback(code));
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private static DeliveryVerdict verdict(ReportedMessage message, ProviderCallback report, Instant at) {
        return report.report()
                .verdict(
                        report.attempt(),
                        country(report, message),
                        message.ref().messageId().getLeastSignificantBits(),
                        at,
                        message.expiresAt());
    }

    private static @Nullable String country(ProviderCallback report, ReportedMessage message) {
        String number = message.phoneNumber();
        return number != null && report.report().isFailure() ? PhoneNumber.countryOf(number) : null;
    }

    private static Transition.@Nullable Outcome outcome(
            ReportedMessage message, ProviderCallback report, DeliveryVerdict verdict) {
        var ref = message.ref();
        int attempt = report.attempt();
        String sid = report.sid();
        return switch (verdict) {
            case DeliveryVerdict.Accepted accepted -> new Transition.ProviderAccepted(ref, attempt, sid);
            case DeliveryVerdict.Delivered delivered -> new Transition.Delivered(ref, attempt, sid);
            case DeliveryVerdict.Read read -> new Transition.Read(ref, attempt, sid);
            case DeliveryVerdict.Retry retry ->
                new Transition.DeliveryRetried(ref, attempt, sid, retry.code(), retry.until());
            case DeliveryVerdict.Failed failed ->
                new Transition.NotDelivered(ref, attempt, sid, failed.handedOver(), failed.code(), failed.advice());
            case DeliveryVerdict.Nothing nothing -> null;
        };
    }

    private Set<UUID> busy(UUID tenantId, Set<UUID> all, Set<UUID> free) {
        Set<UUID> missing = new HashSet<>(all);
        missing.removeAll(free);
        return missing.isEmpty() ? missing : messages.known(tenantId, missing);
    }

    private static Map<BroadcastRef, List<BroadcastRun.Reported>> ofBroadcasts(
            List<ReportedMessage> locked, Set<UUID> changed, Map<UUID, String> faults) {
        Map<BroadcastRef, List<BroadcastRun.Reported>> all = new HashMap<>();
        for (ReportedMessage message : locked) {
            UUID id = message.ref().messageId();
            if (message.broadcastId() != null && message.sentAt() != null && changed.contains(id)) {
                all.computeIfAbsent(
                                new BroadcastRef(message.ref().tenantId(), message.broadcastId()),
                                ref -> new ArrayList<>())
                        .add(new BroadcastRun.Reported(
                                message.sentAt(), faults.getOrDefault(id, BroadcastHealth.NO_FAULT)));
            }
        }
        return all;
    }

    private static Set<BroadcastRef> toWake(
            List<ReportedMessage> locked, List<Transition.Outcome> reported, Set<UUID> changed) {
        Set<UUID> retried = new HashSet<>();
        for (Transition.Outcome outcome : reported) {
            if (outcome instanceof Transition.DeliveryRetried) {
                retried.add(outcome.ref().messageId());
            }
        }
        Set<BroadcastRef> toWake = new HashSet<>();
        for (ReportedMessage message : locked) {
            UUID id = message.ref().messageId();
            boolean settled = message.state() == MessageState.UNKNOWN || retried.contains(id);
            if (message.broadcastId() != null && changed.contains(id) && settled) {
                toWake.add(new BroadcastRef(message.ref().tenantId(), message.broadcastId()));
            }
        }
        return toWake;
    }
}
