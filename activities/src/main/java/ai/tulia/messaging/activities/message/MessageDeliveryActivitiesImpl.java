package ai.tulia.messaging.activities.message;

import ai.tulia.messaging.activities.clock.ActivityClock;
import ai.tulia.messaging.activities.dispatch.Batch;
import ai.tulia.messaging.activities.dispatch.Candidate;
import ai.tulia.messaging.activities.dispatch.ConnectionShare;
import ai.tulia.messaging.activities.dispatch.Dispatched;
import ai.tulia.messaging.activities.dispatch.Dispatcher;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.activities.dispatch.SingleMessageClaim;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundRow;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.RateLimiter;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dispatches a single message. */
@Component
public class MessageDeliveryActivitiesImpl implements MessageDeliveryActivities {
    private final Dispatcher dispatcher;
    private final Decisions decisions;
    private final OutboundTextQueries texts;
    private final ProviderAccountOpener accounts;
    private final RateLimiter rateLimiter;
    private final MessageTransitions transitions;
    private final Clock clock;

    MessageDeliveryActivitiesImpl(
            Dispatcher dispatcher,
            Decisions decisions,
            OutboundTextQueries texts,
            ProviderAccountOpener accounts,
            RateLimiter rateLimiter,
            MessageTransitions transitions,
            Clock clock) {
        this.dispatcher = dispatcher;
        this.decisions = decisions;
        this.texts = texts;
        this.accounts = accounts;
        this.rateLimiter = rateLimiter;
        this.transitions = transitions;
        this.clock = clock;
    }

    @Override
    public StepResult sendThroughTwilio(MessageRef message) {
        var claim = new MessageClaim(message);
        var now = new ActivityClock(Activity.getExecutionContext().getInfo(), clock);
        try {
            return claim.step(dispatcher.dispatch(message.tenantId(), claim, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }

    private final class MessageClaim extends SingleMessageClaim {
        private final MessageRef message;
        private @Nullable StepResult notBeforeSend;

        MessageClaim(MessageRef message) {
            super(rateLimiter);
            this.message = message;
        }

        StepResult step(Dispatched dispatched) {
            if (notBeforeSend != null) {
                return notBeforeSend;
            }
            if (!dispatched.notStarted().isEmpty()) {
                return Decisions.step(dispatched.notStarted().getFirst());
            }
            return switch (dispatched.results().getFirst().verdict()) {
                case AttemptVerdict.Sent sent -> Decisions.closed(MessageState.SENT);
                case AttemptVerdict.Unknown unknown -> Decisions.closed(MessageState.UNKNOWN);
                // Its reservation stays.
                case AttemptVerdict.Later later -> StepResult.waitUntil(later.until(), "provider_busy");
                case AttemptVerdict.Failed failed ->
                    StepResult.stop(failed.code(), MessageState.FAILED.status().code());
            };
        }

        @Override
        public ConnectionShare connections() {
            return new ConnectionShare.OfSlot();
        }

        @Override
        public Batch take(Instant now) {
            notBeforeSend = null;
            return decisions.underLock(message, now, this::batch, step -> {
                notBeforeSend = step;
                return Batch.NONE;
            });
        }

        private Batch batch(DispatchRow row) {
            @Nullable Sender sender = row.facts().route().sender();
            sentBy(sender);
            OutboundRow its = texts.outbound(message, sender).orElseThrow();
            var text = new Candidate.Text(its.text(), false);
            return new Batch(
                    List.of(new Candidate(row, row.createdAt(), () -> Optional.of(text))),
                    List.of(),
                    accounts.open(message.tenantId(), its.account()),
                    1);
        }

        @Override
        public Optional<Transition> blocked(Candidate candidate, ProviderAccess.Blocked access, Instant now) {
            return switch (access) {
                case ProviderAccess.NoAccount none -> Optional.of(none.end(message));
                case ProviderAccess.SecretUnreadable unreadable -> Optional.of(unreadable.defer(candidate.row(), now));
            };
        }

        @Override
        public void write(List<Transition> decided, Instant now) {
            transitions.startAll(message.tenantId(), decided, now);
        }
    }
}
