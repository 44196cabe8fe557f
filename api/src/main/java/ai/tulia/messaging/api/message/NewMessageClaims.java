package ai.tulia.messaging.api.message;

import ai.tulia.messaging.activities.dispatch.AttemptResult;
import ai.tulia.messaging.activities.dispatch.Batch;
import ai.tulia.messaging.activities.dispatch.Candidate;
import ai.tulia.messaging.activities.dispatch.ConnectionShare;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.activities.dispatch.SingleMessageClaim;
import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.message.Waiting;
import ai.tulia.messaging.store.quota.RateLimiter;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes messages in the transaction that also decides about them, and writes them as what was decided. */
@Component
class NewMessageClaims {
    private final TenantTransactions transactions;
    private final SendCommandResolver resolver;
    private final DispatchFactsQueries facts;
    private final OutboundTextQueries texts;
    private final ProviderAccountOpener accounts;
    private final RateLimiter rateLimiter;
    private final MessageAcceptor acceptor;
    private final SentAnswers answers;
    private final KeyLink keys;

    NewMessageClaims(
            TenantTransactions transactions,
            SendCommandResolver resolver,
            DispatchFactsQueries facts,
            OutboundTextQueries texts,
            ProviderAccountOpener accounts,
            RateLimiter rateLimiter,
            MessageAcceptor acceptor,
            SentAnswers answers,
            KeyLink keys) {
        this.transactions = transactions;
        this.resolver = resolver;
        this.facts = facts;
        this.texts = texts;
        this.accounts = accounts;
        this.rateLimiter = rateLimiter;
        this.acceptor = acceptor;
        this.answers = answers;
        this.keys = keys;
    }

    /** Of a message with an id of its own, also where its transaction runs again. */
    NewMessageClaim of(UUID tenantId, SendCommand command) {
        return new NewMessageClaim(new MessageRef(tenantId, Ids.next()), command);
    }

    final class NewMessageClaim extends SingleMessageClaim {
        private final MessageRef ref;
        private final SendCommand command;
        private @Nullable NewMessage message;
        private boolean reserved;
        private boolean unitIsLost;
        private @Nullable StoredMessage settled;

        private NewMessageClaim(MessageRef ref, SendCommand command) {
            super(rateLimiter);
            this.ref = ref;
            this.command = command;
        }

        MessageRef ref() {
            return ref;
        }

        /**
         * Whether it may have taken a unit of the daily limit, and it is certain that there is no such message: a commit
         * without an answer may have been made.
         */
        boolean hasLostItsUnit() {
            return unitIsLost;
        }

        /** As its outcome left it; null = it has no attempt. */
        @Nullable
        StoredMessage settled() {
            return settled;
        }

        @Override
        public ConnectionShare connections() {
            return new ConnectionShare.OfTenant(ref.tenantId());
        }

        /** @throws ApiProblem for what cannot become a message */
        @Override
        public Batch take(Instant now) {
            reserved = false;
            transactions.onRollback(() -> unitIsLost = reserved);
            keys.claim(ref.messageId());
            UUID customer = resolver.customerOf(ref.tenantId(), command, now);
            facts.lockCustomer(ref.tenantId(), customer);
            ResolvedCommand resolved = resolver.resolve(ref.tenantId(), command, customer);
            SuspendedTenants.refuse(resolved.customer().tenantSuspended());
            Timing when = TimingResolver.asap(resolved, now);
            message = MessageAcceptor.message(ref.messageId(), resolved, when);
            @Nullable Sender sender = resolved.customer().route().sender();
            sentBy(sender);
            var row = new DispatchRow(
                    ref,
                    customer,
                    MessageState.ACCEPTED,
                    0,
                    resolved.facts(when.schedule().notBefore(), when.expiresAt(), QuotaAnswer.NOT_ASKED),
                    resolved.customer().dailyLimit(),
                    null,
                    now,
                    now,
                    new Waiting(null, null));
            MessageAcceptor.refuseTooShort(DispatchPolicy.decide(row.facts(), now));
            var to = texts.destination(ref.tenantId(), customer, sender);
            return new Batch(
                    List.of(new Candidate(row, now, () -> Optional.of(text(resolved, to.to())))),
                    List.of(),
                    accounts.open(ref.tenantId(), to.account()),
                    1);
        }

        private static Candidate.Text text(ResolvedCommand resolved, @Nullable String to) {
            TemplateVersion template = resolved.template();
            if (template == null) {
                return new Candidate.Text(new OutboundText(to, resolved.body(), null, Map.of()), false);
            }
            String body = MessageTemplate.parse(template.content()).render(resolved.context());
            Map<String, String> variables =
                    MessageTemplate.contentVariables(template.contentVariables(), resolved.context());
            return new Candidate.Text(new OutboundText(to, body, template.contentSid(), variables), true);
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
            reserved = true;
            acceptor.write(ref, Objects.requireNonNull(message), decided.isEmpty() ? null : decided.getFirst(), now);
        }

        @Override
        public void recorded(List<AttemptResult> results, Instant now) {
            settled = answers.keep(ref);
        }
    }
}
