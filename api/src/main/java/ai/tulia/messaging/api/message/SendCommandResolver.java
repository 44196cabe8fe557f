package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.domain.template.TemplateValues;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.message.CustomerFacts;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.template.TemplateVersion;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Looks up what a command names and fills its text, within the open tenant transaction. */
@Component
class SendCommandResolver {
    private final TenantQueries tenants;
    private final TemplateQueries templates;
    private final DispatchFactsQueries facts;
    private final CustomerBatch customers;

    SendCommandResolver(
            TenantQueries tenants, TemplateQueries templates, DispatchFactsQueries facts, CustomerBatch customers) {
        this.tenants = tenants;
        this.templates = templates;
        this.facts = facts;
        this.customers = customers;
    }

    /** The customer whom it is to; a number that nobody has makes one, without any consent. */
    UUID customerOf(UUID tenant, SendCommand command, Instant now) {
        return switch (command.recipient()) {
            case Recipient.ById(UUID customerId) -> customerId;
            case Recipient.ByNumber(String number) ->
                Objects.requireNonNull(
                        customers.findOrAdd(tenant, Set.of(number), now).get(number));
        };
    }

    /** @throws ApiProblem 422 for what is not there, and for what cannot become a message */
    ResolvedCommand resolve(UUID tenant, SendCommand command, UUID customerId) {
        TemplateVersion template = command.templateId() == null ? null : template(tenant, command.templateId());
        MessageType type = type(command, template);
        Channel channel = RequestedChannel.of(command.channel(), type, tenants.senders(tenant));
        CustomerFacts customer =
                facts.ofCustomer(tenant, customerId, channel, type).orElseThrow(SendCommandResolver::noCustomer);
        return filled(command, customerId, template, type, customer);
    }

    /** @throws ApiProblem 422 for what cannot become a message */
    static ResolvedCommand filled(
            SendCommand command,
            UUID customerId,
            @Nullable TemplateVersion template,
            MessageType type,
            CustomerFacts customer) {
        MessageTemplate text = template == null
                ? Objects.requireNonNull(command.content())
                : MessageTemplate.parse(template.content());
        Map<String, String> values = TemplateValues.of(command.context(), customer.name(), customer.attributes());
        String rendered = rendered(text, values);
        return template == null
                ? new ResolvedCommand(command, customerId, type, customer, null, Map.of(), rendered)
                : new ResolvedCommand(
                        command, customerId, type, customer, template, used(text.variables(), values), null);
    }

    private TemplateVersion template(UUID tenant, UUID id) {
        return templates.find(tenant, id, null).orElseThrow(SendCommandResolver::noTemplate);
    }

    static ApiProblem noCustomer() {
        return ApiProblem.impossible(
                "unknown_customer",
                "customer_id",
                "names no customer",
                "give the id of a customer, or to with a number such as +14155552671");
    }

    static ApiProblem noTemplate() {
        return ApiProblem.impossible(
                "unknown_template", "template_id", "names no template", "give an id that GET /v1/templates lists");
    }

    static MessageType type(SendCommand command, @Nullable TemplateVersion template) {
        if (template == null) {
            return Objects.requireNonNull(command.type());
        }
        return RequestedText.typeOf(command.type(), template.messageType());
    }

    private static String rendered(MessageTemplate text, Map<String, String> values) {
        Set<String> missing = text.missing(values);
        if (!missing.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "missing_variable",
                    "no value and no fallback for " + String.join(", ", missing),
                    missing.stream()
                            .map(name -> new FieldError(
                                    "context." + name,
                                    "is missing",
                                    "give it in context, record it with the customer, or write {{" + name
                                            + "|fallback}}"))
                            .toList());
        }
        String rendered = text.render(values);
        if (rendered.isBlank() || rendered.length() > RequestedText.MAX_TEXT_LENGTH) {
            throw ApiProblem.impossible(
                    "text_length",
                    "content",
                    "with its values it has " + rendered.length() + " characters",
                    "make it 1 to 1,600");
        }
        return rendered;
    }

    /** Only what the text asks for: the rest of the customer stays out of the message. */
    private static Map<String, String> used(Set<String> variables, Map<String, String> values) {
        var used = new LinkedHashMap<String, String>();
        variables.forEach(name -> {
            String value = values.get(name);
            if (value != null) {
                used.put(name, value);
            }
        });
        return used;
    }
}
