package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.OutboundMessages;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.notice.UnreadableSecrets;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The one way a message leaves: decide, reserve, commit SENDING, POST, record the outcome, over a list. Deciding,
 * reserving and SENDING are one transaction on locked rows; nothing that may fail comes between its commit and the POSTs.
 */
@Component
public class Dispatcher {
    private final TenantTransactions transactions;
    private final QuotaCounters counters;
    private final OutboundMessages outbound;
    private final AttemptPoster poster;
    private final OutcomeRecorder recorder;
    private final UnreadableSecrets unreadable;

    Dispatcher(
            TenantTransactions transactions,
            QuotaCounters counters,
            OutboundMessages outbound,
            AttemptPoster poster,
            OutcomeRecorder recorder,
            UnreadableSecrets unreadable) {
        this.transactions = transactions;
        this.counters = counters;
        this.outbound = outbound;
        this.poster = poster;
        this.recorder = recorder;
        this.unreadable = unreadable;
    }

    /**
     * @param at not later than the commit
     * @param attempts those committed as SENDING: their POSTs may go out, this once
     */
    private record Committed(Instant at, int taken, BatchDecisions decisions, List<Attempt> attempts) {}

    /** @param clock not one that may be hours wrong: a server's, or counted from a server's */
    public Dispatched dispatch(UUID tenantId, Claim claim, Supplier<Instant> clock) throws InterruptedException {
        Instant asked = clock.get();
        long since = System.nanoTime();
        // What it waits for a connection to the ledger is over before anything is decided.
        Committed committed = counters.claiming(
                tenantId,
                quota -> transactions.callByKeys(
                        tenantId, () -> commit(claim, quota, asked.plusMillis(millisSince(since)))));
        claim.committed(committed.attempts().size());
        List<AttemptResult> results = post(tenantId, claim, committed.attempts(), committed.at(), clock);
        BatchDecisions decisions = committed.decisions();
        counters.releaseInRedis(
                tenantId,
                decisions.notStarted().stream()
                        .filter(each -> each.cause().releasesQuota())
                        .map(each -> each.ref().messageId())
                        .toList());
        decisions.reservations().forEach((request, some) -> counters.warn(tenantId, some, request));
        if (decisions.blockedBy() instanceof ProviderAccess.SecretUnreadable) {
            unreadable.report(tenantId, UnreadableSecrets.TWILIO_TOKEN, committed.at());
        }
        return new Dispatched(
                committed.taken(),
                decisions.notStarted(),
                decisions.deferredAll() != null,
                decisions.blockedBy(),
                results);
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private Committed commit(Claim claim, QuotaCounters.Reserving quota, Instant now) {
        Batch batch = claim.take(now);
        var decisions = new BatchDecisions(claim, batch, now);
        decisions.decide(quota);
        List<Attempt> attempts = batch.access() instanceof ProviderAccess.Open account
                ? decisions.ready().stream()
                        .map(each -> attempt(each, account, now))
                        .toList()
                : List.of();
        claim.write(transitions(decisions), now);
        if (decisions.deferredAll() != null) {
            claim.defer(decisions.deferredAll(), now);
        }
        return new Committed(now, batch.size(), decisions, attempts);
    }

    private Attempt attempt(BatchDecisions.Ready ready, ProviderAccess.Open account, Instant now) {
        var row = ready.candidate().row();
        int number = row.attempt() + 1;
        OutboundText text = ready.text().outbound();
        return new Attempt(
                row, number, outbound.of(row, account.accountSid(), account.token(), text, number, now), now);
    }

    private static List<Transition> transitions(BatchDecisions decisions) {
        var written = new ArrayList<>(decisions.notStarted());
        for (BatchDecisions.Ready each : decisions.ready()) {
            var row = each.candidate().row();
            OutboundText text = each.text().outbound();
            boolean rendered = each.text().renderedNow();
            written.add(new Transition.AttemptStarted(
                    row.ref(),
                    row.attempt() + 1,
                    rendered ? text.body() : null,
                    rendered && !text.contentVariables().isEmpty() ? text.contentVariables() : null,
                    each.reservedAt()));
        }
        return written;
    }

    private List<AttemptResult> post(
            UUID tenantId, Claim claim, List<Attempt> attempts, Instant begun, Supplier<Instant> clock)
            throws InterruptedException {
        if (attempts.isEmpty()) {
            return List.of();
        }
        List<AttemptResult> results = poster.post(attempts, claim.connections(), begun, clock);
        Instant now = clock.get();
        boolean callerWaits = claim.connections() instanceof ConnectionShare.OfTenant;
        recorder.record(tenantId, results, now, () -> claim.recorded(results, now), callerWaits);
        return results;
    }
}
