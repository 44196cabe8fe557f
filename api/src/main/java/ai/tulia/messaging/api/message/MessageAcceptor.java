package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.template.TemplateUsage;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts a message: one commit writes its row, its events and what is counted and linked with it. */
@Component
class MessageAcceptor {
    /** @param decision what the policy said at acceptance; a stop is written as well, with its reason */
    record Accepted(MessageRef ref, MessageType type, DispatchDecision decision) {}

    private final TenantTransactions transactions;
    private final SendCommandResolver resolver;
    private final MessageIntake messages;
    private final KeyLink keys;
    private final TemplateUsage usage;

    MessageAcceptor(
            TenantTransactions transactions,
            SendCommandResolver resolver,
            MessageIntake messages,
            KeyLink keys,
            TemplateUsage usage) {
        this.keys = keys;
        this.transactions = transactions;
        this.resolver = resolver;
        this.messages = messages;
        this.usage = usage;
    }

    /**
     * @param timing when it may go, once its customer and type are known
     * @throws ApiProblem before anything is stored; after this returns, the message is accepted
     */
    Accepted accept(UUID tenant, SendCommand command, Instant now, Function<ResolvedCommand, Timing> timing) {
        return transactions.callByKey(tenant, () -> {
            Accepted accepted = accept(new MessageRef(tenant, Ids.next()), command, now, timing);
            keys.tie(accepted.ref().messageId());
            return accepted;
        });
    }

    /** The same for as soon as possible, by a route that claims its key with what it accepts. */
    Accepted acceptAsap(UUID tenant, SendCommand command, Instant now) {
        var ref = new MessageRef(tenant, Ids.next());
        return transactions.callByKey(tenant, () -> {
            keys.claim(ref.messageId());
            return accept(ref, command, now, resolved -> TimingResolver.asap(resolved, now));
        });
    }

    private Accepted accept(
            MessageRef ref, SendCommand command, Instant now, Function<ResolvedCommand, Timing> timing) {
        UUID tenant = ref.tenantId();
        ResolvedCommand resolved = resolver.resolve(tenant, command, resolver.customerOf(tenant, command, now));
        SuspendedTenants.refuse(resolved.customer().tenantSuspended());
        Decided decided = decide(ref.messageId(), resolved, timing.apply(resolved), now);
        messages.accept(tenant, decided.message(), decided.decision(), now);
        count(tenant, decided.message());
        return new Accepted(ref, resolved.type(), decided.decision());
    }

    /** A message as it is to be written, with what the policy says of it now. */
    record Decided(NewMessage message, DispatchDecision decision) {}

    /** @throws ApiProblem 422 when its validity ends too soon */
    static Decided decide(UUID id, ResolvedCommand resolved, Timing when, Instant now) {
        DispatchDecision decision = DispatchPolicy.decide(
                resolved.facts(when.schedule().notBefore(), when.expiresAt(), QuotaAnswer.NOT_ASKED), now);
        refuseTooShort(decision);
        return new Decided(message(id, resolved, when), decision);
    }

    /**
     * Writes a message that is dispatched in the open transaction, which has claimed the request's key.
     *
     * @param first what its dispatch makes of it; null = that is left to its workflow
     */
    void write(MessageRef ref, NewMessage message, @Nullable Transition first, Instant now) {
        if (first == null) {
            messages.accept(ref.tenantId(), message, new DispatchDecision.SendNow(List.of()), now);
        } else {
            messages.accept(message, first, now);
        }
        count(ref.tenantId(), message);
    }

    private void count(UUID tenant, NewMessage message) {
        UUID template = message.text().templateId();
        if (template != null) {
            usage.count(tenant, template);
        }
    }

    static void refuseTooShort(DispatchDecision decision) {
        if (decision instanceof DispatchDecision.Stop stop && stop.reason() == StopReason.VALIDITY_ENDED) {
            throw ApiProblem.impossible(
                    "expires_before_effective",
                    "expires_at",
                    "ends before the first instant at which the message may go",
                    "give a later end, or another time");
        }
    }

    static NewMessage message(UUID id, ResolvedCommand resolved, Timing when) {
        @Nullable TemplateVersion template = resolved.template();
        return new NewMessage(
                id,
                resolved.customerId(),
                resolved.type(),
                resolved.customer().route().channel(),
                resolved.command().overLimit(),
                when.schedule(),
                when.expiresAt(),
                template == null
                        ? new Text(null, null, resolved.body())
                        : Text.template(template.templateId(), template.version()),
                resolved.context(),
                resolved.command().metadata());
    }
}
