package ai.tulia.messaging.activities.reconcile;

import ai.tulia.messaging.activities.report.DeliveryReports;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptMatcher;
import ai.tulia.messaging.domain.delivery.AttemptMatcher.Match;
import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.delivery.ListedMessage;
import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.AttemptOutcomes;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository.Missing;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository.Due;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Settles messages by what the provider listed: what fits one to one is adopted; what does not is looked for again, at
 * growing intervals, until the tenant's policy decides.
 */
@Component
class Settlement {
    /** An account's list is read back so far: what is older would take all of it, page after page. */
    static final Duration LOOKED_BACK = Duration.ofHours(24);

    private static final String NO_TRACE = "no_trace";
    private static final String AMBIGUOUS = "ambiguous";
    /** How soon the provider is asked again where it could not be, or its answer was not clear. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final TenantTransactions transactions;
    private final UnknownAttemptRepository unknown;
    private final AttemptOutcomes outcomes;
    private final DeliveryReports reports;
    private final TenantQueries tenants;
    private final ReconcileProperties properties;

    Settlement(
            TenantTransactions transactions,
            UnknownAttemptRepository unknown,
            AttemptOutcomes outcomes,
            DeliveryReports reports,
            TenantQueries tenants,
            ReconcileProperties properties) {
        this.transactions = transactions;
        this.unknown = unknown;
        this.outcomes = outcomes;
        this.reports = reports;
        this.tenants = tenants;
        this.properties = properties;
    }

    /**
     * @param candidates what the provider has for the recipients of those attempts
     * @return the broadcasts to wake
     */
    Set<BroadcastRef> settle(UUID tenantId, List<Due> due, List<ListedMessage> candidates, Instant now) {
        return transactions.callByKeys(tenantId, () -> {
            Map<MessageRef, Match> matches =
                    AttemptMatcher.match(due.stream().map(Due::attempt).toList(), unclaimed(tenantId, due, candidates));
            List<ProviderCallback> found = new ArrayList<>();
            List<Due> rest = new ArrayList<>();
            for (Due each : due) {
                if (matches.get(each.attempt().ref()) instanceof Match.Found(ListedMessage message)) {
                    found.add(adopted(each, message));
                } else {
                    rest.add(each);
                }
            }
            Set<BroadcastRef> settled =
                    new HashSet<>(reports.apply(tenantId, found, now).toWake());
            settled.addAll(decide(tenantId, rest, matches, now));
            return settled;
        });
    }

    /**
     * What the provider said of messages that it took and never reported.
     *
     * @return the broadcasts to wake
     */
    Set<BroadcastRef> report(UUID tenantId, Map<Missing, ListedMessage> found, Instant now) {
        List<ProviderCallback> said = found.entrySet().stream()
                .map(each -> new ProviderCallback(
                        each.getKey().ref(),
                        each.getKey().attempt(),
                        each.getKey().sid(),
                        each.getValue().report()))
                .toList();
        return transactions
                .callByKeys(tenantId, () -> reports.apply(tenantId, said, now))
                .toWake();
    }

    void postpone(UUID tenantId, List<Due> due, Instant now) {
        lookAgain(tenantId, due, "provider_not_asked", now);
    }

    /** A message that is there was taken, whatever its status is called. */
    private static ProviderCallback adopted(Due due, ListedMessage message) {
        DeliveryReport report = message.report().rank() < 0 ? new DeliveryReport("sent", null) : message.report();
        return new ProviderCallback(due.attempt().ref(), due.attempt().number(), message.sid(), report);
    }

    private List<ListedMessage> unclaimed(UUID tenantId, List<Due> due, List<ListedMessage> candidates) {
        if (candidates.isEmpty()) {
            return candidates;
        }
        Set<String> known = unknown.known(
                tenantId,
                due.stream().map(each -> each.attempt().ref().messageId()).toList(),
                candidates.stream().map(ListedMessage::sid).toList());
        return candidates.stream()
                .filter(candidate -> !known.contains(candidate.sid()))
                .toList();
    }

    private Set<BroadcastRef> decide(UUID tenantId, List<Due> rest, Map<MessageRef, Match> matches, Instant now) {
        UnknownPolicy policy = tenants.settings(tenantId).unknownPolicy();
        List<Transition.Outcome> decided = new ArrayList<>();
        List<Due> ambiguous = new ArrayList<>();
        List<Due> noTrace = new ArrayList<>();
        for (Due each : rest) {
            boolean severalFit = matches.get(each.attempt().ref()) instanceof Match.Ambiguous;
            if (!isOpen(each, now)) {
                decided.add(decision(each, severalFit, policy, now));
            } else if (severalFit) {
                ambiguous.add(each);
            } else {
                noTrace.add(each);
            }
        }
        lookAgain(tenantId, ambiguous, AMBIGUOUS, now);
        lookAgain(tenantId, noTrace, NO_TRACE, now);
        Set<UUID> changed = outcomes.settle(tenantId, decided, now);
        return toWake(tenantId, rest, changed);
    }

    private boolean isOpen(Due each, Instant now) {
        return each.since().plus(properties.unknownPolicyAfter()).isAfter(now);
    }

    /** What may have gone out is never sent again: only what left no trace at all. */
    private static Transition.Outcome decision(Due each, boolean ambiguous, UnknownPolicy policy, Instant now) {
        var attempt = each.attempt();
        boolean tooOld = attempt.startedAt().isBefore(now.minus(LOOKED_BACK));
        if (policy == UnknownPolicy.RESEND_ONCE && !ambiguous && !tooOld && !each.resentBefore()) {
            return new Transition.Resent(attempt.ref(), attempt.number(), now);
        }
        String advice;
        if (tooOld) {
            advice =
                    "Twilio gave no usable answer, and it is too long ago to be looked for. Look for the message in the"
                            + " Twilio Console before you send it again.";
        } else if (ambiguous) {
            advice = "Twilio gave no usable answer and lists more than one message that it may be, or one of another"
                    + " sender. Compare them in the Twilio Console before you send it again.";
        } else {
            advice =
                    "Twilio gave no usable answer and shows no trace of the message. Send it again as a new message if it"
                            + " is still wanted.";
        }
        return new Transition.Unresolved(attempt.ref(), attempt.number(), FailureCode.UNKNOWN_OUTCOME, advice);
    }

    private void lookAgain(UUID tenantId, List<Due> open, String found, Instant now) {
        transactions.run(
                tenantId,
                () -> unknown.lookedFor(
                        tenantId,
                        open.stream().map(each -> each.attempt().ref()).toList(),
                        found,
                        open.stream().map(each -> nextLook(each, now)).toList(),
                        now));
    }

    /** As long after this look as this one came after the end of the attempt, but in time for the policy. */
    private Instant nextLook(Due each, Instant now) {
        Instant policy = each.since().plus(properties.unknownPolicyAfter());
        if (!policy.isAfter(now)) {
            return now.plus(AGAIN);
        }
        Instant next = now.plus(Duration.between(each.since(), now));
        return next.isBefore(policy) ? next : policy;
    }

    private static Set<BroadcastRef> toWake(UUID tenantId, Collection<Due> settled, Set<UUID> changed) {
        return settled.stream()
                .filter(each -> changed.contains(each.attempt().ref().messageId()))
                .flatMap(each -> each.broadcastId().stream())
                .map(id -> new BroadcastRef(tenantId, id))
                .collect(Collectors.toSet());
    }
}
