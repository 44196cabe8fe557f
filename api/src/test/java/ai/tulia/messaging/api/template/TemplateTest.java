package ai.tulia.messaging.api.template;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.template.TemplateUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateTest extends ApiTest {
    private static final String SID = "HX" + "0123456789abcdef".repeat(2);

    private Templates templates;

    @BeforeEach
    void aTenant() {
        templates = new Templates(api(), tenant());
    }

    @Test
    void aNewTemplateIsAnsweredWithItsVariables() {
        Answer made = templates.post(
                "",
                Map.of(
                        "name", "appointment",
                        "message_type", "reminder",
                        "description", "the day before",
                        "content", "Hi {{name|there}}, see you {{day}} at {{time}}.",
                        "content_sid", SID,
                        "content_variables", Map.of("1", "day", "2", "time")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/templates/" + made.text("id"));
        assertThat(made.text("message_type")).isEqualTo("reminder");
        assertThat(made.text("description")).isEqualTo("the day before");
        assertThat(made.json().path("version").asInt()).isEqualTo(1);
        assertThat(made.json().path("usage_count").asLong(-1)).isZero();
        assertThat(made.text("content_sid")).isEqualTo(SID);
        assertThat(made.json().path("content_variables").toString()).isEqualTo("{\"1\":\"day\",\"2\":\"time\"}");
        assertThat(made.json().path("variables").findValuesAsString("name")).containsExactly("name", "day", "time");
        assertThat(made.json().path("variables").path(0).path("required").asBoolean())
                .isFalse();
        assertThat(made.json().path("variables").path(1).path("required").asBoolean())
                .isTrue();
    }

    @Test
    void aNameTakenAnswers409() {
        templates.add("hello", "promotional", "Hi");
        Answer second = templates.add("hello", "reminder", "Hi again");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("template_exists");
        assertThat(new Templates(api(), tenant())
                        .add("hello", "promotional", "Hi")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneTakesAName() throws Exception {
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> add = () -> templates.add("hello", "promotional", "Hi");
            for (var done : threads.invokeAll(Collections.nCopies(8, add))) {
                statuses.add(done.get().status());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void aNewVersionComesBesideTheOldOnes() {
        String id = templates.add("hello", "promotional", "Hi {{name}}").text("id");
        Answer second = templates.version(id, "Hello {{first}}");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        var read = templates.get("/" + id).json();
        assertThat(read.path("content").asString()).isEqualTo("Hello {{first}}");
        assertThat(read.path("versions").findValuesAsString("content"))
                .containsExactly("Hi {{name}}", "Hello {{first}}");
        assertThat(read.path("versions")
                        .path(0)
                        .path("variables")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("name");
    }

    @Test
    void aMessageFindsTheVersionItWasAcceptedWith() {
        UUID id = UUID.fromString(templates.add("hello", "promotional", "Hi").text("id"));
        templates.version(id.toString(), "Hello");
        UUID tenant = templates.tenant().id();
        var reader = api().bean(TemplateQueries.class);
        var transactions = api().bean(TenantTransactions.class);
        assertThat(transactions
                        .call(tenant, () -> reader.find(tenant, id, 1))
                        .orElseThrow()
                        .content())
                .isEqualTo("Hi");
        assertThat(transactions
                        .call(tenant, () -> reader.find(tenant, id, null))
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
        assertThat(transactions.call(tenant, () -> reader.find(tenant, id, 3))).isEmpty();
    }

    @Test
    void usesAreCountedOverAllSlots() {
        UUID id = UUID.fromString(templates.add("hello", "promotional", "Hi").text("id"));
        UUID tenant = templates.tenant().id();
        var usage = api().bean(TemplateUsage.class);
        var transactions = api().bean(TenantTransactions.class);
        for (int i = 0; i < 20; i++) {
            transactions.run(tenant, () -> usage.count(tenant, id));
        }
        assertThat(templates.get("/" + id).json().path("usage_count").asLong()).isEqualTo(20);
        assertThat(templates
                        .get("")
                        .json()
                        .path("items")
                        .path(0)
                        .path("usage_count")
                        .asLong())
                .isEqualTo(20);
    }

    @Test
    void theyAreListedNewestFirstAndFilteredByMessageType() {
        templates.add("a", "promotional", "A");
        templates.add("b", "reminder", "B");
        templates.add("c", "promotional", "C");
        assertThat(names("")).containsExactly("c", "b", "a");
        assertThat(names("?message_type=promotional")).containsExactly("c", "a");
        assertThat(names("?message_type=re_engagement")).isEmpty();
        assertThat(templates.get("?message_type=spam").status()).isEqualTo(400);
        Answer first = templates.get("?message_type=promotional&limit=1");
        assertThat(names("?message_type=promotional&limit=1&cursor=" + first.text("next_cursor")))
                .containsExactly("a");
    }

    private java.util.List<String> names(String query) {
        return templates
                .get(query)
                .json()
                .path("items")
                .valueStream()
                .map(template -> template.path("name").asString())
                .toList();
    }
}
