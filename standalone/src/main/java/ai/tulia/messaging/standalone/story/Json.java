package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Rest;
import tools.jackson.databind.node.ObjectNode;

/** Bodies to send, written as a person would. */
final class Json {
    private Json() {}

    /** Names and values by turns. */
    static String object(Object... members) {
        return ShortJson.of(node(members));
    }

    /** The same, for an object within another. */
    static ObjectNode node(Object... members) {
        ObjectNode object = Rest.JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            object.set(members[i].toString(), Rest.JSON.valueToTree(members[i + 1]));
        }
        return object;
    }
}
