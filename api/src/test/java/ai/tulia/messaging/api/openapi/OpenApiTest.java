package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.request.Routes;
import ai.tulia.messaging.api.security.RouteRights;
import ai.tulia.messaging.api.security.SignedByProvider;
import ai.tulia.messaging.api.testing.PlayController;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document is open to read, and tells all routes and all that they can answer. */
class OpenApiTest extends DocumentTest {
    @Test
    void everyRouteIsInTheDocumentAndDeclaresWhoMayCallIt() {
        JsonNode paths = document().path("paths");
        routes().forEach((info, route) -> {
            var type = route.getBeanType();
            if (type.isAnnotationPresent(SignedByProvider.class)) {
                // Not for those who call the API.
                assertThat(info.getPatternValues()).noneMatch(paths::has);
                return;
            }
            RouteRights rights = RouteRights.of(route);
            assertThat(rights.withoutKey() || rights.operator() || rights.scope() != null)
                    .as(route.toString())
                    .isTrue();
            for (String path : info.getPatternValues()) {
                for (var method : info.getMethodsCondition().getMethods()) {
                    assertThat(paths.path(path).has(method.name().toLowerCase(Locale.ROOT)))
                            .as(method + " " + path)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void everyOperationListsWhatTheFrameCanAnswer() {
        JsonNode document = document();
        JsonNode paths = document.path("paths");
        assertThat(paths.size()).isPositive();
        paths.forEach(path -> path.forEach(operation -> {
            JsonNode answers = operation.path("responses");
            assertThat(answers.propertyNames()).contains("400", "405", "406", "413", "500", "503");
            if (!operation.path("security").isEmpty()) {
                assertThat(answers.propertyNames()).contains("401", "403", "429");
            }
            if (operation.has("requestBody")) {
                assertThat(answers.propertyNames()).contains("408", "415");
            }
            assertThat(resolved(document, answers.path("405"))
                            .at("/content/application~1problem+json/schema/$ref")
                            .asString())
                    .isEqualTo("#/components/schemas/Problem");
        }));
        assertThat(paths.at("/~1v1~1tenants/post/responses").propertyNames()).contains("201", "409");
        assertThat(paths.at("/~1v1~1tenants/post/parameters").toString()).contains("Idempotency-Key");
    }

    @Test
    void everyReferenceResolves() {
        JsonNode document = document();
        var references = document.findValuesAsString("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(ref -> assertThat(ref).startsWith("#/"))
                .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    void aRouteListsWhatItAnswersAndNotWhatItNeverDoes() {
        JsonNode paths = document().path("paths");
        assertThat(paths.at("/~1v1~1messages~1send/post/responses").propertyNames())
                .contains("201", "202", "409", "422", "429", "502")
                .doesNotContain("200", "404");
        assertThat(paths.at("/~1v1~1customers/get/responses").propertyNames()).doesNotContain("404", "409", "422");
        assertThat(paths.at("/~1v1~1customers~1{id}/patch/responses").propertyNames())
                .contains("200", "404", "409", "422");
        assertThat(paths.at("/~1v1~1tiers~1{name}/get/responses").propertyNames())
                .contains("200", "404");
        assertThat(paths.at("/~1v1~1tiers~1{name}/put/responses").propertyNames())
                .doesNotContain("404", "422");
        assertThat(paths.at("/~1v1~1audiences~1{id}~1preview/get/responses").propertyNames())
                .contains("200", "422");
        assertThat(paths.at("/~1v1~1audiences~1{id}/delete/responses").propertyNames())
                .contains("204")
                .doesNotContain("200");
    }

    @Test
    void whatMakesAThingAnswers201AndNot200() {
        JsonNode paths = document().path("paths");
        for (String path : new String[] {
            "customers",
            "audiences",
            "templates",
            "templates~1{id}~1versions",
            "broadcasts",
            "tenants",
            "webhook-endpoints"
        }) {
            assertThat(paths.at("/~1v1~1" + path + "/post/responses").propertyNames())
                    .as(path)
                    .contains("201")
                    .doesNotContain("200");
        }
    }

    @Test
    void whatIsEditedUnderOptimisticLockingSaysSo() {
        JsonNode document = document();
        JsonNode paths = document.path("paths");
        for (String operation : new String[] {
            "customers~1{id}/patch",
            "audiences~1{id}/patch",
            "audiences~1{id}/delete",
            "templates~1{id}~1versions/post",
            "templates~1{id}/delete",
            "webhook-endpoints~1{id}/patch",
            "webhook-endpoints~1{id}/delete",
            "tenants~1{id}/patch",
            "tenants~1{id}/delete",
            "tiers~1{name}/put",
            "senders~1{sender}/put"
        }) {
            JsonNode edit = paths.at("/~1v1~1" + operation);
            assertThat(edit.path("parameters").findValuesAsString("name"))
                    .as(operation)
                    .contains("If-Match");
            assertThat(resolved(document, edit.at("/responses/412"))
                            .at("/content/application~1problem+json/schema/$ref")
                            .asString())
                    .as(operation)
                    .isEqualTo("#/components/schemas/Problem");
        }
        for (String answer : new String[] {
            "customers/post/responses/201",
            "customers~1{id}/get/responses/200",
            "customers~1{id}/patch/responses/200",
            "audiences~1{id}/get/responses/200",
            "templates~1{id}/get/responses/200",
            "templates~1{id}~1versions/post/responses/201",
            "tenants~1{id}/patch/responses/200",
            "tiers~1{name}/put/responses/200",
            "senders~1{sender}/get/responses/200"
        }) {
            assertThat(paths.at("/~1v1~1" + answer).path("headers").propertyNames())
                    .as(answer)
                    .contains("ETag");
        }
        JsonNode customer = document.at("/components/schemas/CustomerResponse");
        assertThat(customer.toString()).doesNotContain("row_version");
        assertThat(paths.at("/~1v1~1customers/get").toString()).doesNotContain("ETag");
        assertThat(paths.at("/~1v1~1customers~1{id}~1consents/put").toString()).doesNotContain("412");
    }

    @Test
    void whateverHasATagIsChangedOnlyAsIfMatchAllows() {
        document().path("paths").propertyStream().forEach(path -> {
            for (String method : new String[] {"patch", "put"}) {
                JsonNode operation = path.getValue().path(method);
                if (!operation.at("/responses/200/headers/ETag").isMissingNode()) {
                    assertThat(operation.path("parameters").findValuesAsString("name"))
                            .as(method + " " + path.getKey())
                            .contains("If-Match");
                }
            }
        });
    }

    @Test
    void thePageToReadItIsOpen() {
        var docs = api().get(null, "/v1/docs");
        assertThat(docs.status()).isIn(200, 302);
        var page = docs.status() == 302 ? api().get(null, docs.header("Location")) : docs;
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("swagger");
        assertThat(api().get(null, "/v1/openapi.json/swagger-config").status()).isEqualTo(200);
    }

    @Test
    void healthAndMetricsNeedNoKeyOnAPortOfTheirOwn() {
        for (String path : new String[] {"/health", "/health/liveness", "/health/readiness", "/prometheus"}) {
            assertThat(api().management(path).status()).isEqualTo(200);
            assertThat(api().get(null, "/actuator" + path).status()).isEqualTo(404);
            assertThat(api().get(tenant().key(), "/actuator" + path).status()).isEqualTo(404);
        }
        assertThat(api().management("/env").status()).isEqualTo(404);
        assertThat(api().context().getEnvironment().getProperty("management.server.address"))
                .isEqualTo("127.0.0.1");
    }

    private static Map<RequestMappingInfo, HandlerMethod> routes() {
        var all = api().context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        return all.entrySet().stream()
                .filter(e -> Routes.isOurs(e.getValue()) && e.getValue().getBeanType() != PlayController.class)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
