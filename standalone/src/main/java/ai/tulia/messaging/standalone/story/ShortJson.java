package ai.tulia.messaging.standalone.story;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** JSON for a reader: what fits on a line stays on one; members that are null or empty and long lists are left out. */
final class ShortJson {
    private static final int WIDTH = 110;
    private static final int MAX_ITEMS = 9;
    private static final int SHOWN_OF_MORE = 2;
    private static final String STEP = "  ";

    private ShortJson() {}

    static String of(JsonNode node) {
        return of(node, "");
    }

    private static String of(JsonNode node, String indent) {
        if (!node.isContainer()) {
            return node.toString();
        }
        String open = node.isObject() ? "{" : "[";
        String close = node.isObject() ? "}" : "]";
        String flat = open + String.join(", ", parts(node, "")) + close;
        if (!flat.contains("\n") && indent.length() + flat.length() <= WIDTH) {
            return flat;
        }
        String inner = indent + STEP;
        return open + "\n" + inner + String.join(",\n" + inner, parts(node, inner)) + "\n" + indent + close;
    }

    private static List<String> parts(JsonNode node, String indent) {
        List<String> parts = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
                    parts.add(StringNode.valueOf(member.getKey()) + ": " + of(value, indent));
                }
            });
            return parts;
        }
        for (JsonNode item : node) {
            if (node.size() > MAX_ITEMS && parts.size() == SHOWN_OF_MORE) {
                parts.add("… " + (node.size() - SHOWN_OF_MORE) + " more");
                break;
            }
            parts.add(of(item, indent));
        }
        return parts;
    }
}
