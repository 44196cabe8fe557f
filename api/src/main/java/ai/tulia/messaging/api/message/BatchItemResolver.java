package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.message.MessageAcceptor.Decided;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.domain.message.MessageType;
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
import java.util.TreeMap;
import java.util.UUID;
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

    BatchItemResolver(TenantQueries tenants, TemplateQueries templates, FactsOfManyQueries facts) {
        this.tenants = tenants;
        this.templates = templates;
        this.facts = facts;
    }

    /** By index, what can become a message, and what is wrong with the others. */
    record Resolved(Map<Integer, Decided> messages, Map<Integer, ApiProblem> problems) {}

    private record Addressed(
            BatchItem.Wanted item, @Nullable TemplateVersion template, Addressee addressee) {}

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
        List<Addressed> addressed = new ArrayList<>();
        for (BatchItem.Wanted item : items) {
            try {
                addressed.add(addressed(item, tenant, versions));
            } catch (ApiProblem problem) {
                resolved.problems().put(item.index(), problem);
            }
        }
        var found =
                facts.of(tenant, addressed.stream().map(Addressed::addressee).toList());
        for (Addressed each : addressed) {
            try {
                resolved.messages().put(each.item().index(), decided(each, found, now));
            } catch (ApiProblem problem) {
                resolved.problems().put(each.item().index(), problem);
            }
        }
        return resolved;
    }

    private static Addressed addressed(
            BatchItem.Wanted item, TenantSettings tenant, Map<UUID, TemplateVersion> versions) {
        SendCommand command = item.command();
        UUID templateId = command.templateId();
        TemplateVersion template = templateId == null ? null : versions.get(templateId);
        if (templateId != null && template == null) {
            throw SendCommandResolver.noTemplate();
        }
        MessageType type = SendCommandResolver.type(command, template);
        var channel = RequestedChannel.of(command.channel(), type, tenant.senders());
        return new Addressed(item, template, new Addressee(command.customerId(), channel, type));
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
        ResolvedCommand resolved = SendCommandResolver.filled(
                each.item().command(), each.template(), each.addressee().type(), customer);
        var time = each.item().time();
        Timing when = time == null ? TimingResolver.asap(resolved, now) : TimingResolver.of(time, resolved, now);
        return MessageAcceptor.decide(resolved, when, now);
    }
}
