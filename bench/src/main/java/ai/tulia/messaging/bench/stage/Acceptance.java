package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.CustomerFacts;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accepts messages into the ledger as the API does behind its controller: facts, policy, row and events, one commit. */
public final class Acceptance {
    private final TenantTransactions transactions;
    private final DispatchFactsQueries facts;
    private final MessageIntake intake;

    public Acceptance(Stage stage) {
        this.transactions = stage.api(TenantTransactions.class);
        this.facts = stage.api(DispatchFactsQueries.class);
        this.intake = stage.api(MessageIntake.class);
    }

    /** A message with its text, to go now or not before an instant. */
    public MessageRef text(Tenant tenant, UUID customer, MessageType type, @Nullable Instant notBefore) {
        String body = "Your parcel is on its way and comes between 9 and 11.";
        return accept(tenant, customer, type, notBefore, null, Map.of(), body, id -> {});
    }

    /** A promotional message from the tenant's template. @param within runs in the same transaction */
    public MessageRef template(Tenant tenant, UUID customer, Map<String, String> values, Consumer<UUID> within) {
        return accept(tenant, customer, MessageType.PROMOTIONAL, null, tenant.template(), values, null, within);
    }

    private MessageRef accept(
            Tenant tenant,
            UUID customerId,
            MessageType type,
            @Nullable Instant notBefore,
            @Nullable UUID template,
            Map<String, String> values,
            @Nullable String body,
            Consumer<UUID> within) {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofHours(48));
        return transactions.callByKey(tenant.id(), () -> {
            CustomerFacts customer = facts.ofCustomer(tenant.id(), customerId, Channel.WHATSAPP, type)
                    .orElseThrow();
            DispatchDecision decision = DispatchPolicy.decide(
                    customer.about(type, notBefore, end, OverLimit.DEFER, QuotaAnswer.NOT_ASKED, false), now);
            UUID id = Ids.next();
            intake.accept(
                    tenant.id(),
                    new NewMessage(
                            id,
                            customerId,
                            type,
                            customer.route().channel(),
                            OverLimit.DEFER,
                            Schedule.at(notBefore),
                            end,
                            new Text(template, template == null ? null : 1, body),
                            values,
                            null),
                    decision,
                    now);
            within.accept(id);
            return new MessageRef(tenant.id(), id);
        });
    }
}
