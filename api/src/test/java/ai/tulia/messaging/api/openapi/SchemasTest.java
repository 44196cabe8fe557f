package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the document says of fields: their names, which are always there, which may be null, and what they take. */
class SchemasTest extends DocumentTest {
    @Test
    void namesAreThoseOfTheWireAndNothingOfTheFrameLeaks() {
        JsonNode schemas = document().at("/components/schemas");
        assertThat(schemas.at("/TenantRequest/properties").propertyNames()).contains("time_zone", "quiet_hours");
        assertThat(schemas.toString()).doesNotContain("ObjectNode").doesNotContain("tenantId");
    }

    @Test
    void theWordsOfOneParameterAreNoOthers() {
        document()
                .path("paths")
                .forEach(path ->
                        path.forEach(operation -> operation.path("parameters").forEach(parameter -> {
                            if (parameter.path("name").asString().equals("cursor")) {
                                assertThat(parameter.path("schema").has("enum"))
                                        .as(operation.path("operationId").asString())
                                        .isFalse();
                            }
                        })));
    }

    @Test
    void whatMustBeThereAndWhatMayBeNullIsWhatTheRecordsSay() {
        JsonNode schemas = document().at("/components/schemas");
        JsonNode message = schemas.path("MessageResponse");
        assertThat(message.path("type").asString()).isEqualTo("object");
        assertThat(words(message.path("required")))
                .contains("message_id", "status", "expires_at", "attempts")
                .doesNotContain("broadcast_id", "sent_at");
        assertThat(message.at("/properties/message_id/type").asString()).isEqualTo("string");
        assertThat(words(message.at("/properties/sent_at/type"))).containsExactlyInAnyOrder("string", "null");
        assertThat(words(listed(schemas, message.at("/properties/waiting_reason"))))
                .contains("quiet_hours");
        assertThat(message.at("/properties/waiting_reason/anyOf/1/type").asString())
                .isEqualTo("null");
        assertThat(message.at("/properties/failure/anyOf/0/$ref").asString())
                .isEqualTo("#/components/schemas/FailureResponse");
        assertThat(message.at("/properties/failure/anyOf/1/type").asString()).isEqualTo("null");
        assertThat(words(schemas.at("/PageMessageResponse/required"))).containsExactly("items");
        assertThat(words(schemas.at("/TenantRequest/required")))
                .containsExactlyInAnyOrder("name", "tier", "time_zone", "senders");
        assertThat(schemas.at("/TenantRequest/properties/name/type").asString()).isEqualTo("string");
    }

    @Test
    void aFieldThatIsLeftOutWhenNullIsNeverNull() {
        JsonNode versions = document().at("/components/schemas/TemplateResponse/properties/versions");
        assertThat(versions.path("type").asString()).isEqualTo("array");
    }

    @Test
    void whatOneRecordTakesFromAnotherIsRequiredToo() {
        assertThat(words(document().at("/components/schemas/ResumedResponse/required")))
                .contains("retried", "id", "status", "counts", "recipients")
                .doesNotContain("percent", "broadcast", "progress");
    }

    @Test
    void aMapOfAnyValueTakesAnyValue() {
        JsonNode schemas = document().at("/components/schemas");
        for (String map : new String[] {
            "SendRequest/properties/metadata",
            "BroadcastRequest/properties/metadata",
            "MessageResponse/properties/metadata",
            "EventResponse/properties/detail",
            "RuleResponse/properties/facts"
        }) {
            JsonNode any = schemas.at("/" + map + "/additionalProperties");
            assertThat(any.isEmpty() && any.isObject()).as(map + " " + any).isTrue();
        }
    }

    @Test
    void aMapOfAttributesOrPlaceholdersSaysWhatItsValuesMayBe() {
        JsonNode schemas = document().at("/components/schemas");
        assertThat(words(schemas.at("/AttributeValue/type"))).containsExactly("string", "number", "boolean");
        for (String map : new String[] {
            "SendRequest/properties/context",
            "BatchItemRequest/properties/context",
            "CustomerResponse/properties/attributes"
        }) {
            assertThat(schemas.at("/" + map + "/additionalProperties/$ref").asString())
                    .as(map)
                    .isEqualTo("#/components/schemas/AttributeValue");
        }
        for (String map :
                new String[] {"CustomerRequest/properties/attributes", "CustomerPatchRequest/properties/attributes"}) {
            assertThat(schemas.at("/" + map + "/additionalProperties/anyOf/0/$ref")
                            .asString())
                    .as(map)
                    .isEqualTo("#/components/schemas/AttributeValue");
            assertThat(schemas.at("/" + map + "/additionalProperties/anyOf/1/type")
                            .asString())
                    .as(map)
                    .isEqualTo("null");
        }
        for (String schema : new String[] {"BroadcastRequest", "BroadcastResponse", "ScheduleRequest"}) {
            assertThat(schemas.at("/" + schema + "/properties/context/additionalProperties/$ref")
                            .asString())
                    .as(schema)
                    .isEqualTo("#/components/schemas/PlaceholderValue");
        }
    }

    @Test
    void criteriaAreATreeOfGroupsAndConditions() {
        JsonNode schemas = document().at("/components/schemas");
        for (String criteria : new String[] {
            "AudienceRequest/properties/criteria",
            "AudiencePatchRequest/properties/criteria",
            "AudienceResponse/properties/criteria",
            "CriteriaRequest/properties/criteria",
            "BroadcastRequest/properties/recipient_criteria/anyOf/0",
            "BroadcastResponse/properties/recipient_criteria/anyOf/0",
            "ScheduleRequest/properties/recipient_criteria/anyOf/0",
            "AllOfCriteria/properties/all/items",
            "NotCriteria/properties/not"
        }) {
            assertThat(schemas.at("/" + criteria + "/$ref").asString())
                    .as(criteria)
                    .isEqualTo("#/components/schemas/Criteria");
        }
        JsonNode operators = schemas.at("/CriteriaCondition/discriminator/mapping");
        assertThat(operators.propertyNames())
                .containsExactlyInAnyOrder("=", "!=", "≠", "in", "<", ">", "exists", "before", "after");
        operators
                .propertyStream()
                .forEach(operator -> assertThat(words(
                                schemas.path(operator.getValue().asString().replace("#/components/schemas/", ""))
                                        .at("/properties/op/enum")))
                        .contains(operator.getKey()));
    }

    @Test
    void aPatchMayLeaveOutWhatAPostMayNot() {
        JsonNode document = document();
        assertThat(document.at("/paths/~1v1~1tenants~1{id}/patch/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/TenantPatchRequest");
        JsonNode patch = document.at("/components/schemas/TenantPatchRequest");
        assertThat(patch.has("required")).isFalse();
        assertThat(patch.at("/properties/time_zone/type").asString()).isEqualTo("string");
    }

    @Test
    void everyMessageTypeIsListedAndForBroadcastsThoseForMany() {
        JsonNode schemas = document().at("/components/schemas");
        var listed = new TreeMap<String, List<String>>();
        schemas.propertyStream().forEach(schema -> {
            JsonNode type = schema.getValue().at("/properties/message_type");
            if (!type.isMissingNode()) {
                listed.put(schema.getKey(), words(listed(schemas, type)));
            }
        });
        assertThat(listed.remove("BroadcastRequest"))
                .containsExactly(Arrays.stream(MessageType.values())
                        .filter(type -> type.rules().broadcastable())
                        .map(MessageType::code)
                        .toArray(String[]::new));
        String[] all =
                Arrays.stream(MessageType.values()).map(MessageType::code).toArray(String[]::new);
        assertThat(listed)
                .containsKeys("SendRequest", "ScheduleRequest", "TemplateRequest", "MessageResponse")
                .allSatisfy((schema, words) -> assertThat(words).as(schema).containsExactly(all));
    }

    @Test
    void everyStateIsListedAsTheAnswersSayIt() {
        JsonNode document = document();
        assertThat(words(document.at("/components/schemas/MessageState/enum")))
                .containsExactly(Arrays.stream(MessageState.values())
                        .map(MessageState::code)
                        .toArray(String[]::new))
                .allMatch(word -> word.equals(word.toLowerCase(Locale.ROOT)));
        for (String schema :
                new String[] {"MessageResponse", "ScheduleResponse", "RecipientResponse", "Reason", "NotRetried"}) {
            assertThat(document.at("/components/schemas/" + schema + "/properties/state/$ref")
                            .asString())
                    .as(schema)
                    .isEqualTo("#/components/schemas/MessageState");
        }
        JsonNode filters = document.at("/paths/~1v1~1messages/get/parameters");
        assertThat(filters.valueStream()
                        .filter(filter -> filter.path("name").asString().equals("state"))
                        .map(filter -> filter.at("/schema/$ref").asString()))
                .containsExactly("#/components/schemas/MessageState");
    }

    @Test
    void aListOfWordsHasANameThatAllWhoTakeItShare() {
        JsonNode schemas = document().at("/components/schemas");
        schemas.propertyStream()
                .filter(schema -> !schema.getKey().endsWith("Condition"))
                .forEach(schema -> assertThat(
                                schema.getValue().path("properties").findParents("enum"))
                        .as(schema.getKey())
                        .isEmpty());
        assertThat(schemas.at("/SendRequest/properties/channel/anyOf/0/$ref").asString())
                .isEqualTo(
                        schemas.at("/MessageResponse/properties/channel/$ref").asString())
                .isEqualTo("#/components/schemas/Channel");
        assertThat(schemas.at("/ConsentRequest/properties/type/$ref").asString())
                .isEqualTo("#/components/schemas/ConsentType");
        assertThat(schemas.at("/WebhookEndpointPatchRequest/properties/events/items/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/WebhookEventType");
    }

    /** The words of a field, by their name, beside null or not. */
    private static JsonNode listed(JsonNode schemas, JsonNode field) {
        JsonNode named = field.has("anyOf") ? field.at("/anyOf/0") : field;
        return schemas.path(named.path("$ref").asString().replace("#/components/schemas/", ""))
                .path("enum");
    }

    /** Without null, which may stand on a list beside them. */
    private static List<String> words(JsonNode array) {
        return array.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }
}
