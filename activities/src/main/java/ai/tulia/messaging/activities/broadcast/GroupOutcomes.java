package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.ProviderOptOuts;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.broadcast.GroupSettlement;
import ai.tulia.messaging.store.broadcast.GroupSettlement.Outcome;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes what the provider said about a group, and stops the broadcast where it said so about too many. */
@Component
class GroupOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOutcomes.class);
    /** While the ledger is away the outcomes are kept here; one that comes late still settles an attempt taken for lost. */
    private static final int TRIES = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final TenantTransactions transactions;
    private final GroupSettlement settlement;
    private final ProviderOptOuts optOuts;
    private final Broadcasts broadcasts;
    private final BroadcastProgress progress;
    private final QuotaCounters counters;
    private final Probe probe;

    GroupOutcomes(
            TenantTransactions transactions,
            GroupSettlement settlement,
            ProviderOptOuts optOuts,
            Broadcasts broadcasts,
            BroadcastProgress progress,
            QuotaCounters counters,
            Probe probe) {
        this.transactions = transactions;
        this.settlement = settlement;
        this.optOuts = optOuts;
        this.broadcasts = broadcasts;
        this.progress = progress;
        this.counters = counters;
        this.probe = probe;
    }

    /** What one POST came to. */
    record Answer(Group.Post post, AttemptVerdict verdict) {
        Outcome outcome() {
            var ref = post.row().ref();
            return switch (verdict) {
                case AttemptVerdict.Sent sent -> new Outcome.Sent(ref, post.attempt(), sent.sid());
                case AttemptVerdict.Unknown unknown -> new Outcome.Unknown(ref, post.attempt(), unknown.cause());
                case AttemptVerdict.Later later -> new Outcome.Later(ref, post.attempt(), later.code(), later.until());
                case AttemptVerdict.Failed failed ->
                    new Outcome.Failed(ref, post.attempt(), failed.code(), failed.advice());
            };
        }
    }

    /**
     * @param perSecond what the lane did with this group
     * @param begun when the group did
     */
    void write(BroadcastRef ref, int lane, List<Answer> answers, double perSecond, Instant begun, Instant now)
            throws InterruptedException {
        UUID tenantId = ref.tenantId();
        List<Outcome> outcomes = answers.stream().map(Answer::outcome).toList();
        // Refused at the provider's door: it never counted there, so it does not count here.
        List<UUID> refused = answers.stream()
                .filter(answer -> answer.verdict() instanceof AttemptVerdict.Failed)
                .map(answer -> answer.post().row().ref().messageId())
                .toList();
        persistently(() -> transactions.callByKeys(tenantId, () -> {
            settlement.settle(tenantId, outcomes, now);
            counters.forget(tenantId, refused);
            answers.stream()
                    .filter(answer -> answer.verdict() instanceof AttemptVerdict.Failed failed
                            && failed.error().reaction() == ErrorClass.OPT_OUT)
                    .forEach(answer -> optOuts.record(
                            answer.post().row(), ((AttemptVerdict.Failed) answer.verdict()).code(), now));
            progress.tell(ref, lane, perSecond, now);
            probe.stoppedBy(ref, begun, outcomes).ifPresent(reason -> broadcasts.pause(ref, reason, now));
            return Boolean.TRUE;
        }));
        counters.releaseForgotten(tenantId, refused);
    }

    private static void persistently(Runnable work) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                if (tries == TRIES) {
                    throw e;
                }
                LOG.warn("the ledger is away; outcomes of a group are kept and written again");
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }
}
