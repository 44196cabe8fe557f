package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.AttemptResult;
import ai.tulia.messaging.activities.dispatch.Batch;
import ai.tulia.messaging.activities.dispatch.Candidate;
import ai.tulia.messaging.activities.dispatch.Claim;
import ai.tulia.messaging.activities.dispatch.ConnectionShare;
import ai.tulia.messaging.activities.dispatch.Dispatched;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.broadcast.BroadcastText;
import ai.tulia.messaging.store.message.DueMessage;
import ai.tulia.messaging.store.message.DueMessageQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.OwnText;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Claims batches of a broadcast's due messages for dispatch. */
@Component
class BatchClaims {
    private final BroadcastRepository broadcasts;
    private final TenantQueries tenants;
    private final OutboundTextQueries outbound;
    private final ProviderAccountOpener accounts;
    private final DueMessageQueries due;
    private final BroadcastRun run;
    private final BroadcastProgress progress;
    private final Probe probe;
    private final SenderRateLimiter rateLimiter;
    private final MessageTransitions transitions;

    BatchClaims(
            BroadcastRepository broadcasts,
            TenantQueries tenants,
            OutboundTextQueries outbound,
            ProviderAccountOpener accounts,
            DueMessageQueries due,
            BroadcastRun run,
            BroadcastProgress progress,
            Probe probe,
            SenderRateLimiter rateLimiter,
            MessageTransitions transitions) {
        this.broadcasts = broadcasts;
        this.tenants = tenants;
        this.outbound = outbound;
        this.accounts = accounts;
        this.due = due;
        this.run = run;
        this.progress = progress;
        this.probe = probe;
        this.rateLimiter = rateLimiter;
        this.transitions = transitions;
    }

    /**
     * @param size messages taken at most
     * @param most of them, how many may leave: for so many it has permits of the sender's rate limit
     */
    BatchClaim of(Lane lane, int strand, int size, int most, ActivityBudget budget) {
        return new BatchClaim(lane, strand, size, most, budget.now());
    }

    final class BatchClaim implements Claim {
        private final Lane lane;
        private final int strand;
        private final int size;
        private final int most;
        private final Instant asked;
        private boolean running;
        private Instant begun;
        private @Nullable String stoppedBy;

        private BatchClaim(Lane lane, int strand, int size, int most, Instant asked) {
            this.lane = lane;
            this.strand = strand;
            this.size = size;
            this.most = most;
            this.asked = asked;
            this.begun = asked;
        }

        /** Whether the broadcast still ran when the batch was claimed. */
        boolean running() {
            return running;
        }

        /** What stops the broadcast; null = nothing. */
        @Nullable
        String stoppedBy(Dispatched dispatched) {
            ProviderAccess.Blocked blocked = dispatched.blockedBy();
            return blocked == null ? stoppedBy : blocked.code();
        }

        @Override
        public ConnectionShare connections() {
            return new ConnectionShare.OfBroadcast(lane.ref());
        }

        @Override
        public Batch take(Instant now) {
            begun = now;
            running = broadcasts
                    .lockShared(lane.ref())
                    .map(found -> found.status() == BroadcastStatus.RUNNING)
                    .orElse(false);
            if (!running) {
                return Batch.NONE;
            }
            UUID tenantId = lane.ref().tenantId();
            TenantSettings tenant = tenants.settings(tenantId);
            Sender sender = tenant.senders()
                    .serving(lane.broadcast().channel(), lane.broadcast().type())
                    .orElse(null);
            ProviderAccess access =
                    accounts.open(tenantId, outbound.account(tenantId, sender).orElse(null));
            BroadcastText text = lane.text();
            var claimed = text == null
                    ? due.claimOfBatch(
                            lane.ref(),
                            lane.broadcast().channel(),
                            lane.broadcast().type(),
                            tenant,
                            sender,
                            size,
                            now)
                    : due.claim(lane.ref(), tenant, sender, text.contentSid() != null, size, now);
            Instant started = lane.broadcast().lifecycle().startedAt();
            List<Candidate> candidates = claimed.due().stream()
                    .map(each -> new Candidate(each.row(), started == null ? now : started, () -> text(text, each)))
                    .toList();
            return new Batch(candidates, claimed.undecidable(), access, most);
        }

        private Optional<Candidate.Text> text(@Nullable BroadcastText ofAll, DueMessage message) {
            OwnText own = message.own();
            if (own != null) {
                return Optional.of(new Candidate.Text(own.to(message.to()), !own.isRendered()));
            }
            BroadcastText text = Objects.requireNonNull(ofAll);
            String contentSid = text.contentSid();
            return text.render(message).map(rendered -> {
                Map<String, String> variables = rendered.contentVariables();
                var outbound = new OutboundText(
                        message.to(), rendered.body(), contentSid, variables == null ? Map.of() : variables);
                return new Candidate.Text(outbound, true);
            });
        }

        /** The batch has its permits. */
        @Override
        public Optional<Instant> deferredUntil(Candidate candidate, Instant now) {
            return Optional.empty();
        }

        /** They stay as they are: the broadcast is paused. */
        @Override
        public Optional<Transition> blocked(Candidate candidate, ProviderAccess.Blocked access, Instant now) {
            return Optional.empty();
        }

        @Override
        public boolean defersAllAtOnce(WaitReason reason) {
            // A batch has messages of other types, which another rule lets go.
            return lane.text() == null ? reason.isOfTenant() : reason.isOfAll();
        }

        @Override
        public void defer(DispatchDecision.Wait wait, Instant now) {
            run.defer(lane.ref(), wait.until(), wait.reason(), now);
        }

        @Override
        public void write(List<Transition> decided, Instant now) {
            transitions.startAll(lane.ref().tenantId(), decided, now);
        }

        @Override
        public void committed(int attempts) {
            rateLimiter.giveBack(lane, most - attempts);
        }

        @Override
        public void recorded(List<AttemptResult> results, Instant now) {
            double seconds = Math.max(0.001, Duration.between(asked, now).toNanos() / 1e9);
            progress.recordRate(lane.ref(), strand, results.size() / seconds, now);
            List<Transition.Outcome> outcomes =
                    results.stream().map(AttemptResult::outcome).toList();
            stoppedBy = probe.stoppedBy(lane.ref(), begun, outcomes).orElse(null);
        }
    }
}
