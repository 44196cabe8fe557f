package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Requests made from the document, valid and spoiled, the same in each run: none is answered as a failure of ours, and each
 * refusal is a problem that the document knows. {@code -Dtulia.seed=…} makes others.
 */
class FuzzTest {
    private static final int OF_AN_OPERATION = Integer.getInteger("tulia.fuzz", 14);

    private final FuzzStack stack = FuzzStack.shared();
    private final List<String> texts = Nasties.plain();

    @Test
    void whateverIsSentIsAnsweredAndStaysReadable() {
        long seed = Long.getLong("tulia.seed", 1);
        var requests = new ArrayList<RawRequest>();
        int index = 0;
        for (IdPlace.Operation operation : stack.operations()) {
            for (int i = 0; i < OF_AN_OPERATION; i++) {
                requests.add(request(operation, new Random(seed + index++)));
            }
        }
        assertThat(requests).hasSizeGreaterThan(1_000);
        try {
            Fuzzing.allAnsweredWell(stack, requests);
            // What was taken of it breaks none who reads.
            Fuzzing.allAnsweredWell(stack, reads());
        } catch (AssertionError e) {
            throw new AssertionError("repeat with -Dtulia.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private List<RawRequest> reads() {
        return stack.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(operation -> new RawRequest(stack, operation))
                .toList();
    }

    private RawRequest request(IdPlace.Operation operation, Random random) {
        var request = new RawRequest(stack, operation);
        body(request, operation, random);
        operation.json().path("parameters").forEach(parameter -> parameter(request, parameter, random));
        if (random.nextInt(10) == 0) {
            request.header("Accept", oneOf(List.of("*/*", "text/csv", "application/json", "text/html"), random));
        }
        return request;
    }

    private void body(RawRequest request, IdPlace.Operation operation, Random random) {
        JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) {
            if (!operation.takes().isEmpty() && random.nextBoolean()) {
                request.body(oneOf(NastyBodies.files(), random));
            }
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                // As the example has it.
            }
            case 1 -> request.body(oneOf(NastyBodies.all(), random));
            case 2, 3 -> request.body(new SchemaValues(stack, random, 0).of(schema, ""));
            default -> request.body(new SchemaValues(stack, random, 0.1).of(schema, ""));
        }
    }

    private void parameter(RawRequest request, JsonNode parameter, Random random) {
        String name = parameter.path("name").asString();
        String nasty = oneOf(texts, random);
        switch (parameter.path("in").asString()) {
            case "path" -> {
                if (random.nextInt(5) == 0) {
                    request.pathVariable(name, nasty);
                }
            }
            case "query" -> {
                if (random.nextInt(3) == 0) {
                    String fitting = new SchemaValues(stack, random, 0).of(parameter.path("schema"), name);
                    request.query(name, random.nextInt(3) == 0 ? nasty : fitting.replace("\"", ""));
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    request.header(name, nasty.replace("\r", "").replace("\n", ""));
                }
            }
        }
    }

    private static <T> T oneOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
