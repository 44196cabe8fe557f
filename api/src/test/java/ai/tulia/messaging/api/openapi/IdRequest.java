package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.testing.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request of a tenant to an operation, as the document's example has it, whose every id but one is the tenant's own. */
final class IdRequest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Of each, one alone is given. */
    private static final List<Set<String>> ALTERNATIVES = List.of(
            Set.of("customer_id", "to", "recipient_criteria"),
            Set.of("recipient_criteria", "audience_id", "customer_ids"),
            Set.of("template_id", "content", "context"),
            Set.of("event_id", "from", "until"));

    private final List<IdPlace> places;
    private final IdPlace place;
    private final String accept;
    private final TenantThings mine;
    private final Map<List<String>, String> own = new HashMap<>();

    /** @param places all of the document; @param accept of the media types of its answers */
    IdRequest(List<IdPlace> places, IdPlace place, String accept, TenantThings mine) {
        this.places = places.stream()
                .filter(each -> each.operation().id().equals(place.operation().id()))
                .toList();
        this.place = place;
        this.accept = accept;
        this.mine = mine;
    }

    /** Sent with this id in its place. */
    Answer with(String id) {
        String path = place.operation().path();
        for (IdPlace other : places) {
            if (other.in().equals("path")) {
                path = path.replace("{" + other.at().getFirst() + "}", place.equals(other) ? id : own(other));
            }
        }
        if (place.in().equals("query")) {
            path += "?" + place.at().getFirst() + "=" + id;
        }
        String type = place.operation().takes().stream()
                .filter(each -> !each.startsWith("multipart/"))
                .findFirst()
                .orElse("");
        return mine.api()
                .send(
                        place.operation().method(),
                        mine.tenant().key(),
                        path,
                        type.isEmpty() ? null : body(type, id),
                        "Accept",
                        accept,
                        "Content-Type",
                        type.isEmpty() ? "application/json" : type);
    }

    /** The same in each request. */
    private String own(IdPlace other) {
        return own.computeIfAbsent(other.at(), at -> mine.make(other.kind()));
    }

    private String body(String type, String id) {
        JsonNode example = place.operation()
                .json()
                .path("requestBody")
                .path("content")
                .path(type)
                .path("example");
        if (!example.isObject()) {
            return example.isMissingNode() ? "{}" : example.asString();
        }
        var body = (ObjectNode) example.deepCopy();
        for (IdPlace other : places) {
            if (other.in().equals("body") && !place.equals(other) && has(body, other.at())) {
                set(body, other.at(), own(other));
            }
        }
        if (place.in().equals("body")) {
            set(body, place.at(), id);
        }
        return body.toString();
    }

    private static boolean has(JsonNode body, List<String> at) {
        return !body.at("/" + String.join("/", at)).isMissingNode();
    }

    /** Puts a text there, in place of what may not stand beside it. */
    static void set(ObjectNode body, List<String> at, String id) {
        JsonNode node = body;
        for (int i = 0; i < at.size(); i++) {
            String name = at.get(i);
            boolean last = i == at.size() - 1;
            if (node instanceof ObjectNode object) {
                ALTERNATIVES.stream()
                        .filter(one -> one.contains(name) && !object.has(name))
                        .forEach(one -> one.stream()
                                .filter(other -> !other.equals(name))
                                .forEach(object::remove));
                if (last) {
                    object.put(name, id);
                } else if (!object.path(name).isContainer()) {
                    object.set(name, at.get(i + 1).equals("0") ? JSON.createArrayNode() : JSON.createObjectNode());
                }
                node = object.path(name);
            } else if (node instanceof ArrayNode array) {
                if (last) {
                    array.removeAll();
                    array.add(id);
                } else {
                    if (array.isEmpty()) {
                        array.add(JSON.createObjectNode());
                    }
                    node = array.path(0);
                }
            }
        }
    }
}
