package ai.tulia.messaging.api.template;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text that is no template is refused where it enters. */
class TemplateTextTest extends ApiTest {
    private static final String SID = "HX" + "0123456789abcdef".repeat(2);

    private Templates templates;

    @BeforeEach
    void aTenant() {
        templates = new Templates(api(), tenant());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi {{name | 1 | 4",
                "Hi {{}} | 1 | 4",
                "Hi\\nyou {{first name}} | 2 | 13",
                "Hi }} | 1 | 4",
                "{{1}} | 1 | 3"
            })
    void wrongPlaceholderSyntaxIsRefusedWithLineAndColumn(String content, int line, int column) {
        String text = content.replace("\\n", "\n");
        String id = templates.add("good", "reminder", "Hi").text("id");
        for (Answer answer : new Answer[] {templates.add("bad", "reminder", text), templates.version(id, text)}) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("line").asInt()).isEqualTo(line);
            assertThat(answer.json().path("column").asInt()).isEqualTo(column);
            var error = answer.json().path("errors").path(0);
            assertThat(error.path("field").asString()).isEqualTo("content");
            assertThat(error.path("problem").asString()).contains("line " + line + ", column " + column);
        }
        assertThat(templates.get("/" + id).json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void aTextAtTwiliosLimitIsTakenAndOneBeyondIsNot() {
        assertThat(templates.add("long", "reminder", "x".repeat(1_600)).status())
                .isEqualTo(201);
        assertThat(templates.add("longer", "reminder", "x".repeat(1_601)).status())
                .isEqualTo(400);
        assertThat(templates.add("blank", "reminder", " ").status()).isEqualTo(400);
    }

    @Test
    void variablesForWhatsAppNeedAContentSid() {
        Answer answer = post(Map.of("content_variables", Map.of("1", "name")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("content_sid_missing");
    }

    @Test
    void variablesForWhatsAppNameVariablesOfTheContent() {
        Answer answer = post(Map.of("content_sid", SID, "content_variables", Map.of("1", "name", "2", "day")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown_variable");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("content_variables.2");
        assertThat(post(Map.of("content_sid", SID, "content_variables", Map.of("{1}", "name")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aContentSidHasTwiliosForm() {
        assertThat(post(Map.of("content_sid", "HX123")).status()).isEqualTo(400);
        assertThat(post(Map.of("content_sid", SID)).status()).isEqualTo(201);
    }

    @Test
    void aTemplateNeedsANameATextAndAKnownType() {
        assertThat(templates
                        .post("", Map.of("content", "Hi", "message_type", "reminder"))
                        .status())
                .isEqualTo(400);
        assertThat(templates
                        .post("", Map.of("name", "a", "message_type", "reminder"))
                        .status())
                .isEqualTo(400);
        Answer answer = templates.add("a", "newsletter", "Hi");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("hint").asString()).contains("re_engagement");
    }

    @Test
    void allThatIsWrongWithATemplateIsSaidAtOnce() {
        Answer answer = post(
                Map.of("name", " ", "content", "Hi {{", "content_sid", "HX1", "content_variables", Map.of("1", "x")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("name", "content", "content_sid");
        assertThat(answer.json().path("column").asInt()).isEqualTo(4);
    }

    private Answer post(Map<String, ?> more) {
        var body = new java.util.HashMap<String, Object>(
                Map.of("name", "hello", "message_type", "reminder", "content", "Hi {{name}}"));
        body.putAll(more);
        return templates.post("", body);
    }
}
