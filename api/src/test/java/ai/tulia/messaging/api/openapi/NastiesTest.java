package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values that have broken programs, in every place of the document: the caller's mistake, or taken, and never ours. */
class NastiesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HERE = "@@here@@";
    private static final int VALUES_OF_A_FIELD = 5;
    private static final int VALUES_OF_A_PARAMETER = 5;
    private static final int BODIES_OF_AN_OPERATION = 6;

    private final FuzzStack stack = FuzzStack.shared();
    private final List<RawRequest> requests = new ArrayList<>();
    private int next;

    @Test
    void inEachFieldOfEachBody() {
        for (IdPlace.Operation operation : stack.operations()) {
            for (List<String> field : BodyFields.of(stack.document(), operation)) {
                var body = (ObjectNode) JSON.readTree(stack.body(operation));
                IdRequest.set(body, field, HERE);
                for (int i = 0; i < VALUES_OF_A_FIELD; i++) {
                    requests.add(new RawRequest(stack, operation)
                            .body(body.toString().replace("\"" + HERE + "\"", oneOf(Nasties.VALUES))));
                }
            }
        }
        assertThat(requests).hasSizeGreaterThan(600);
        Fuzzing.allAnsweredWell(stack, requests);
    }

    @Test
    void inPlaceOfEachBody() {
        List<byte[]> bodies = NastyBodies.all();
        for (IdPlace.Operation operation : stack.operations()) {
            for (int i = 0; i < BODIES_OF_AN_OPERATION && !operation.takes().isEmpty(); i++) {
                requests.add(new RawRequest(stack, operation).body(oneOf(bodies)));
            }
            if (FuzzStack.type(operation).equals("text/csv")) {
                NastyBodies.files()
                        .forEach(file -> requests.add(
                                new RawRequest(stack, operation).body(file.getBytes(StandardCharsets.UTF_8))));
                NastyBodies.forms()
                        .forEach(form -> requests.add(new RawRequest(stack, operation)
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .body(form)));
            }
        }
        Fuzzing.allAnsweredWell(stack, requests);
    }

    @Test
    void inEachParameter() {
        List<String> texts = Nasties.plain();
        for (IdPlace.Operation operation : stack.operations()) {
            operation.json().path("parameters").forEach(parameter -> {
                String name = parameter.path("name").asString();
                for (int i = 0; i < VALUES_OF_A_PARAMETER; i++) {
                    String value = oneOf(texts);
                    switch (parameter.path("in").asString()) {
                        case "path" -> requests.add(new RawRequest(stack, operation).pathVariable(name, value));
                        case "query" -> requests.add(new RawRequest(stack, operation).query(name, value));
                        default -> requests.add(new RawRequest(stack, operation).header(name, oneLine(value)));
                    }
                }
            });
        }
        assertThat(requests).hasSizeGreaterThan(500);
        Fuzzing.allAnsweredWell(stack, requests);
    }

    @Test
    void inTheAddress() {
        for (String target : NastyBodies.targets()) {
            requests.add(request("listMessages").target(target));
        }
        for (String method : List.of("OPTIONS", "TRACE", "PROPFIND", "get", "F\"OO", "DELETE", "PUT")) {
            requests.add(request("listMessages").method(method));
            requests.add(request("sendMessage").method(method));
        }
        requests.add(request("listMessages").query("limit", "1").query("limit", "2"));
        requests.add(request("listMessages").query("limt", "1"));
        requests.add(request("sendMessage").query("customer_id", "x"));
        Fuzzing.allAnsweredWell(stack, requests);
    }

    @Test
    void inTheHeaders() {
        NastyBodies.headers().forEach((name, values) -> {
            for (String value : values) {
                for (String operation :
                        List.of("createCustomer", "updateCustomer", "listMessages", "importCustomers")) {
                    requests.add(request(operation).header(name, value));
                }
            }
        });
        assertThat(requests).hasSizeGreaterThan(300);
        Fuzzing.allAnsweredWell(stack, requests);
    }

    private RawRequest request(String operationId) {
        return stack.operations().stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .map(operation -> new RawRequest(stack, operation))
                .orElseThrow();
    }

    /** One after the other, so that each comes as often as the others. */
    private <T> T oneOf(List<T> all) {
        return all.get(next++ % all.size());
    }

    private static String oneLine(String value) {
        return value.replace("\r", "").replace("\n", "");
    }
}
