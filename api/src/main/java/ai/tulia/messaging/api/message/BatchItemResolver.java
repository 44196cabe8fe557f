package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.message.MessageAcceptor.Decided;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.message.FactsOfManyQueries;
import ai.tulia.messaging.store.message.FactsOfManyQueries.Addressee;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.template.TemplateVersion;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes messages of items, within the open tenant transaction: as {@link SendCommandResolver} and {@link MessageAcceptor} do of
 * one, with what they name read for all of them at once.
 */
@Component
class BatchItemResolver {
    private final TenantQueries tenants;
    private final TemplateQueries templates;
    private final FactsOfManyQueries facts;
    private final CustomerBatch customers;

    BatchItemResolver(
            TenantQueries tenants, TemplateQueries templates, FactsOfManyQueries facts, CustomerBatch customers) {
        this.tenants = tenants;
        this.templates = templates;
        this.facts = facts;
        this.customers = customers;
    }

    /** By index, what can become a message, and what is wrong with the others. */
    record Resolved(Map<Integer, Decided> messages, Map<Integer, ApiProblem> problems) {}

    private record Typed(
            BatchItem.Wanted item, @Nullable TemplateVersion template, MessageType type, Channel channel) {}

    private record Addressed(Typed typed, Addressee addressee) {
        int index() {
            return typed.item().index();
        }
    }

    Resolved resolve(UUID tenantId, List<BatchItem.Wanted> items, Instant now) {
        var resolved = new Resolved(new TreeMap<>(), new TreeMap<>());
        TenantSettings tenant = tenants.settings(tenantId);
        var versions = templates.latest(
                tenantId,
                items.stream()
                        .map(item -> item.command().templateId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        List<Typed> typed = new ArrayList<>();
        for (BatchItem.Wanted item : items) {
            try {
                typed.add(typed(item, tenant, versions));
            } catch (ApiProblem problem) {
                resolved.problems().put(item.index(), problem);
            }
        }
        List<Addressed> addressed = addressed(tenantId, typed, now);
        var found =
                facts.of(tenant, addressed.stream().map(Addressed::addressee).toList());
        for (Addressed each : addressed) {
            try {
                resolved.messages().put(each.index(), decided(each, found, now));
            } catch (ApiProblem problem) {
                resolved.problems().put(each.index(), problem);
            }
        }
        return resolved;
    }

    /** A number that nobody has makes a customer, without any consent. */
    private List<Addressed> addressed(UUID tenantId, List<Typed> typed, Instant now) {
        Set<String> numbers = typed.stream()
                .map(each -> each.item().command().recipient())
                .filter(Recipient.ByNumber.class::isInstance)
                .map(recipient -> ((Recipient.ByNumber) recipient).phoneNumber())
                .collect(Collectors.toSet());
        Map<String, UUID> byNumber = customers.findOrAdd(tenantId, numbers, now);
        return typed.stream()
                .map(each -> {
                    UUID customer = switch (each.item().command().recipient()) {
                        case Recipient.ById(UUID id) -> id;
                        case Recipient.ByNumber(String number) -> Objects.requireNonNull(byNumber.get(number));
                    };
                    return new Addressed(each, new Addressee(customer, each.channel(), each.type()));
                })
                .toList();
    }

    private static Typed typed(BatchItem.Wanted item, TenantSettings tenant, Map<UUID, TemplateVersion> versions) {
        SendCommand command = item.command();
        UUID templateId = command.templateId();
        TemplateVersion template = templateId == null ? null : versions.get(templateId);
        if (templateId != null && template == null) {
            throw SendCommandResolver.noTemplate();
        }
        MessageType type = SendCommandResolver.type(command, template);
        return new Typed(item, template, type, RequestedChannel.of(command.channel(), type, tenant.senders()));
    }

    private static Decided decided(Addressed each, FactsOfManyQueries.Found found, Instant now) {
        if (found.unknownZone().contains(each.addressee())) {
            throw ApiProblem.impossible(
                    "unknown_zone",
                    "customer_id",
                    "has a time zone that is not known here",
                    "give the customer another time_zone");
        }
        var customer = found.known().get(each.addressee());
        if (customer == null) {
            throw SendCommandResolver.noCustomer();
        }
        BatchItem.Wanted item = each.typed().item();
        ResolvedCommand resolved = SendCommandResolver.filled(
                item.command(),
                each.addressee().customerId(),
                each.typed().template(),
                each.typed().type(),
                customer);
        var time = item.time();
        Timing when = time == null ? TimingResolver.asap(resolved, now) : TimingResolver.of(time, resolved, now);
        return MessageAcceptor.decide(Ids.next(), resolved, when, now);
    }
}
