package ai.tulia.messaging.api.message;

import ai.tulia.messaging.activities.dispatch.Batch;
import ai.tulia.messaging.activities.dispatch.Candidate;
import ai.tulia.messaging.activities.dispatch.ConnectionShare;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.activities.dispatch.SingleMessageClaim;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundRow;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.OwnText;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.RateLimiter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a message that failed for a new attempt, in the transaction that also decides about it. What the rules would stop
 * stays as it was: nothing of that transaction is kept.
 */
@Component
class ResendClaims {
    private final ResendableMessages resendable;
    private final OutboundTextQueries texts;
    private final ProviderAccountOpener accounts;
    private final RateLimiter rateLimiter;
    private final MessageTransitions transitions;
    private final QuotaCounters counters;
    private final TenantTransactions transactions;

    ResendClaims(
            ResendableMessages resendable,
            OutboundTextQueries texts,
            ProviderAccountOpener accounts,
            RateLimiter rateLimiter,
            MessageTransitions transitions,
            QuotaCounters counters,
            TenantTransactions transactions) {
        this.resendable = resendable;
        this.texts = texts;
        this.accounts = accounts;
        this.rateLimiter = rateLimiter;
        this.transitions = transitions;
        this.counters = counters;
        this.transactions = transactions;
    }

    ResendClaim of(MessageRef ref) {
        return new ResendClaim(ref);
    }

    final class ResendClaim extends SingleMessageClaim {
        private final MessageRef ref;
        private @Nullable StoredMessage failed;
        private @Nullable StopReason stoppedBy;
        private boolean hasUnit;
        /** Whether Redis may have given it a unit. */
        private boolean asked;

        private ResendClaim(MessageRef ref) {
            super(rateLimiter);
            this.ref = ref;
        }

        /** As it was before its new attempt. */
        StoredMessage failed() {
            return Objects.requireNonNull(failed);
        }

        /** The rule that stops it, and for which its transaction was rolled back; null = none. */
        @Nullable
        StopReason stoppedBy() {
            return stoppedBy;
        }

        @Override
        public ConnectionShare connections() {
            return new ConnectionShare.OfTenant(ref.tenantId());
        }

        /** @throws ApiProblem 409 for one that may not have a new attempt */
        @Override
        public Batch take(Instant now) {
            stoppedBy = null;
            asked = false;
            transactions.onRollback(() -> {
                if (asked) {
                    releaseNew();
                }
            });
            ResendableMessages.Resendable taken = resendable.lock(ref, now);
            failed = taken.message();
            resendable.request(taken, now);
            @Nullable Sender sender = taken.row().facts().route().sender();
            sentBy(sender);
            OutboundRow its = texts.outbound(ref, sender).orElseThrow();
            var candidate = new Candidate(taken.row(), taken.row().createdAt(), () -> Optional.of(text(its.text())));
            hasUnit = candidate.isReserved(now);
            return new Batch(List.of(candidate), List.of(), accounts.open(ref.tenantId(), its.account()), 1);
        }

        /** One that ended before its text was made has none yet. */
        private Candidate.Text text(OutboundText stored) {
            return texts.draft(ref)
                    .filter(draft -> !draft.rendered())
                    .map(draft -> new OwnText(
                                    null,
                                    draft.content(),
                                    stored.contentSid(),
                                    draft.contentVariables(),
                                    draft.context())
                            .to(stored.to()))
                    .map(rendered -> new Candidate.Text(rendered, true))
                    .orElseGet(() -> new Candidate.Text(stored, false));
        }

        /** Another process may have the key of an account's secret: its workflow tries it there. */
        @Override
        public Optional<Transition> blocked(Candidate candidate, ProviderAccess.Blocked access, Instant now) {
            return switch (access) {
                case ProviderAccess.NoAccount none -> Optional.of(none.end(ref));
                case ProviderAccess.SecretUnreadable unreadable -> Optional.empty();
            };
        }

        @Override
        public void write(List<Transition> decided, Instant now) {
            if (!decided.isEmpty() && decided.getFirst() instanceof Transition.Stopped stopped) {
                stoppedBy = stopped.decision().reason();
                // While its row is locked: it has no unit of its row's, and is not to wait for one.
                releaseNew();
                throw new StoppedException();
            }
            asked = true;
            transitions.startAll(ref.tenantId(), decided, now);
        }

        /** A unit that its row has stays. */
        private void releaseNew() {
            if (!hasUnit) {
                counters.releaseInRedis(ref);
            }
        }
    }

    /** Rolls the transaction of a claim back that a rule has stopped. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StoppedException() {
            super("a rule stops it", null, false, false);
        }
    }
}
