package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/openapi.json} is the document of this API, so that a change of it shows in review. {@code
 * -Dtulia.openapi.write=true} writes it anew; what would break clients, only once {@code CHANGELOG.md} names it.
 */
class CommittedDocumentTest extends DocumentTest {
    private static final Path COMMITTED = Path.of("..", "docs", "openapi.json");
    private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theCommittedDocumentIsTheOneOfTheApi() throws IOException {
        JsonNode now = document();
        String text = JSON.writeValueAsString(now) + "\n";
        if (Files.exists(COMMITTED)) {
            String changes = Files.readString(CHANGELOG);
            List<String> breaks = DocumentBreaks.between(JSON.readTree(Files.readString(COMMITTED)), now);
            assertThat(breaks)
                    .as(
                            "what breaks clients and is not named in CHANGELOG.md, as `createCustomer`, `Problem` or `Problem.code`")
                    .allMatch(one -> changes.contains("`" + one + "`"));
        }
        if (Boolean.getBoolean("tulia.openapi.write")) {
            Files.writeString(COMMITTED, text);
        }
        assertThat(Files.readString(COMMITTED)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"/toys\": {\"post\"|\"/dolls\": {\"post\"|addToy",
                "addToy|putToy|addToy",
                "\"201\"|\"202\"|addToy",
                "\"text/csv\"|\"text/tsv\"|addToy",
                "\"name\": \"limit\"|\"name\": \"most\"|addToy",
                "\"required\": false|\"required\": true|",
                "\"integer\"|\"string\"|ToyRequest.size",
                "\"soft\", \"hard\"|\"soft\"|ToyRequest.kind",
                "[\"kind\"]|[\"kind\", \"size\"]|ToyRequest.size",
                "[\"id\"]|[]|ToyResponse.id",
                "\"ToyRequest\"|\"DollRequest\"|ToyRequest",
                "\"id\": {\"type\": \"string\"}||ToyResponse.id",
                "\"soft\", \"hard\"|\"soft\", \"hard\", \"wet\"|"
            })
    void whatIsTakenAwayOrNeededAnewIsABreak(String from, String to, String found) {
        String before = """
            {"paths": {"/toys": {"post": {"operationId": "addToy",
               "parameters": [{"in": "query", "name": "limit", "required": false, "schema": {"type": "integer"}}],
               "requestBody": {"content": {"text/csv": {}}}, "responses": {"201": {}}}}},
             "components": {"schemas": {
               "ToyRequest": {"required": ["kind"], "properties": {
                 "kind": {"type": "string", "enum": ["soft", "hard"]}, "size": {"type": "integer"}}},
               "ToyResponse": {"required": ["id"], "properties": {"id": {"type": "string"}}}}}}\
            """;
        String after = before.replace(from, to == null ? "" : to);
        assertThat(after).isNotEqualTo(before);
        assertThat(DocumentBreaks.between(JSON.readTree(before), JSON.readTree(before)))
                .isEmpty();
        List<String> breaks = DocumentBreaks.between(JSON.readTree(before), JSON.readTree(after));
        assertThat(breaks.contains(found == null ? "" : found)).isEqualTo(found != null);
    }
}
