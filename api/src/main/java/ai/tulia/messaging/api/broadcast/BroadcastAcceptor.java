package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.audience.AudienceRepository;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastAudience.Recipient;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.customer.CustomerQueries;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.template.TemplateVersion;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a broadcast: one commit writes it, its list and the key its request came with. */
@Component
class BroadcastAcceptor {
    private static final int MAX_ERRORS = 50;

    private final TenantTransactions transactions;
    private final TenantQueries tenants;
    private final TemplateQueries templates;
    private final AudienceRepository audiences;
    private final CustomerQueries customers;
    private final BroadcastRepository broadcasts;
    private final BroadcastAudience recipients;
    private final BroadcastControl control;
    private final SuspendedTenants suspended;
    private final KeyLink keys;

    BroadcastAcceptor(
            TenantTransactions transactions,
            TenantQueries tenants,
            TemplateQueries templates,
            AudienceRepository audiences,
            CustomerQueries customers,
            BroadcastRepository broadcasts,
            BroadcastAudience recipients,
            BroadcastControl control,
            SuspendedTenants suspended,
            KeyLink keys) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.templates = templates;
        this.audiences = audiences;
        this.customers = customers;
        this.broadcasts = broadcasts;
        this.recipients = recipients;
        this.control = control;
        this.suspended = suspended;
        this.keys = keys;
    }

    /** @throws ApiProblem before anything is stored; after this returns, the broadcast is there */
    Broadcast accept(UUID tenant, BroadcastCommand command, Instant now) {
        return transactions.call(tenant, () -> {
            if (command.start()) {
                suspended.refuse(tenant);
            }
            Broadcast broadcast = drafted(tenant, command, now);
            BroadcastRef ref = broadcast.ref();
            List<UUID> customerIds = command.audience().customerIds();
            control.requireAudience(broadcast, command.audience().field(), customerIds.size(), command.start(), now);
            broadcasts.add(broadcast);
            if (!customerIds.isEmpty()) {
                recipients.add(
                        ref,
                        customerIds.stream()
                                .distinct()
                                .map(id -> new Recipient(id, null))
                                .toList());
            }
            if (command.start()) {
                broadcasts.start(ref, now);
            }
            keys.tie(ref.broadcastId());
            return broadcasts.find(ref).orElseThrow();
        });
    }

    /**
     * As it would be stored, within the open tenant transaction.
     *
     * @throws ApiProblem when something it names is not there, or cannot be
     */
    Broadcast drafted(UUID tenant, BroadcastCommand command, Instant now) {
        BroadcastCommand.Content content = command.content();
        @Nullable UUID templateId = content.templateId();
        @Nullable TemplateVersion template = templateId == null ? null : template(tenant, templateId);
        MessageType type = template == null
                ? Objects.requireNonNull(command.type())
                : RequestedText.typeOf(command.type(), template.messageType());
        if (!type.rules().broadcastable()) {
            throw ApiProblem.impossible(
                    "type_mismatch",
                    "template_id",
                    "is for the answer to one customer",
                    "send it as a message, or choose a template of another type");
        }
        requireVariables(
                template == null ? Objects.requireNonNull(content.text()) : template.content(), content.context());
        TenantSettings settings = tenants.settings(tenant);
        requireTime(command.sending(), settings, now);
        requireCustomers(tenant, command.audience().customerIds());
        @Nullable RequestedTime asked = command.sending().asked();
        @Nullable Instant at = asked == null ? null : asked.instant();
        return new Broadcast(
                new BroadcastRef(tenant, Ids.next()),
                command.name(),
                type,
                RequestedChannel.of(command.channel(), type, settings.senders()),
                new Broadcast.Content(
                        template == null
                                ? new Text(null, null, content.text())
                                : Text.template(template.templateId(), template.version()),
                        content.context()),
                criteria(tenant, command.audience()),
                new Broadcast.Sending(
                        asked == null
                                ? Schedule.NONE
                                : new Schedule(
                                        at == null ? null : at.truncatedTo(ChronoUnit.MICROS),
                                        asked.local(),
                                        asked.zone()),
                        command.sending().expiresAt(),
                        command.sending().maxPerSecond()),
                command.metadata(),
                Broadcast.Lifecycle.draft(now));
    }

    private TemplateVersion template(UUID tenant, UUID id) {
        return templates
                .find(tenant, id, null)
                .orElseThrow(() -> ApiProblem.impossible(
                        "unknown_template",
                        "template_id",
                        "names no template",
                        "give an id that GET /v1/templates lists"));
    }

    private @Nullable Map<String, Object> criteria(UUID tenant, BroadcastCommand.Audience given) {
        @Nullable UUID audience = given.audienceId();
        return audience == null
                ? given.criteria()
                : audiences
                        .find(tenant, audience)
                        .orElseThrow(() -> ApiProblem.impossible(
                                "unknown_audience",
                                "audience_id",
                                "names no audience",
                                "give an id that GET /v1/audiences lists"))
                        .definition()
                        .criteria();
    }

    /** What neither the request, a fallback nor any customer can give would be missing for every recipient. */
    private static void requireVariables(String content, Map<String, ContextValue> context) {
        var checks = new Checks();
        for (String variable : MessageTemplate.parse(content).required()) {
            boolean given = context.get(variable) instanceof ContextValue value
                    && !(value instanceof ContextValue.Text(String text) && text.isBlank());
            checks.possible(
                    given || BroadcastRequestValidator.isOfTheCustomer(variable),
                    "missing_variable",
                    "context." + variable,
                    "is missing",
                    "give it in context, as a value or as {\"from\": \"attr.<name>\"}, or write {{" + variable
                            + "|fallback}}");
        }
        checks.done();
    }

    private static void requireTime(BroadcastCommand.Sending sending, TenantSettings tenant, Instant now) {
        var checks = new Checks();
        @Nullable RequestedTime asked = sending.asked();
        Instant first = now;
        if (asked == null) {
            RequestedTimeValidator.validUntil(sending.expiresAt(), now, checks);
        } else {
            // Whoever is past it gets it at once.
            RequestedTimeValidator.within(asked, asked.last(tenant.zone()), now, checks);
            first = asked.first(tenant.zone());
        }
        Instant expiresAt = sending.expiresAt();
        checks.possible(
                        expiresAt == null || expiresAt.isAfter(first) && expiresAt.isAfter(now),
                        "expires_before_effective",
                        "expires_at",
                        "ends before the first instant at which its messages may go",
                        "give a later end, or another time")
                .done();
    }

    private void requireCustomers(UUID tenant, List<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Set<UUID> known = customers.existing(tenant, ids);
        var checks = new Checks();
        int unknown = 0;
        for (int i = 0; i < ids.size() && unknown < MAX_ERRORS; i++) {
            if (!known.contains(ids.get(i))) {
                unknown++;
                checks.possible(
                        false,
                        "unknown_customer",
                        "customer_ids[" + i + "]",
                        "is no customer",
                        "make the customer first, or leave it out");
            }
        }
        checks.done();
    }
}
