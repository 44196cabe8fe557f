package ai.tulia.messaging.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route reads and answers the media types it declares, and no others. */
class MediaTypesTest extends ApiTest {
    private static final List<String> NOT_READ = List.of(
            "application/yaml",
            "application/x-yaml",
            "application/xml",
            "text/xml",
            "text/plain",
            "*/*",
            "application/*",
            "application/*+json",
            "application/vnd.other+json",
            "no type");
    private static final List<String> NOT_ANSWERED = List.of("application/yaml", "application/xml", "image/png");

    private record Route(String method, String path, List<MediaType> read, boolean operator) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void everyRouteReadsOnlyWhatItDeclares() {
        var all = new SoftAssertions();
        String key = tenant().key();
        var readers = routes().stream().filter(r -> !r.read().isEmpty()).toList();
        assertThat(readers).hasSizeGreaterThan(15);
        for (Route route : readers) {
            for (String type : NOT_READ) {
                Answer answer =
                        api().send(route.method(), keyFor(route, key), route.path(), "a: 1", "Content-Type", type);
                all.assertThat(answer.status())
                        .as(route + " " + type + answer.body())
                        .isEqualTo(415);
                all.assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                all.assertThat(answer.text("detail")).contains(MediaType.toString(route.read()));
            }
        }
        all.assertAll();
    }

    @Test
    void everyRouteAnswersOnlyWhatItDeclares() {
        var all = new SoftAssertions();
        String key = tenant().key();
        for (Route route : routes()) {
            for (String type : NOT_ANSWERED) {
                String body = route.read().isEmpty() ? null : "{}";
                String sent = route.read().isEmpty()
                        ? "application/json"
                        : route.read().getFirst().toString();
                Answer answer = api().send(
                                route.method(),
                                keyFor(route, key),
                                route.path(),
                                body,
                                "Content-Type",
                                sent,
                                "Accept",
                                type);
                all.assertThat(answer.status())
                        .as(route + " " + type + answer.body())
                        .isEqualTo(406);
                all.assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                all.assertThat(answer.text("detail")).contains("this route answers in");
            }
        }
        all.assertAll();
    }

    @Test
    void jsonWithACharsetIsRead() {
        var answer = api().post(
                        tenant().key(), "/v1/play", "{\"size\": 1}", "Content-Type", "application/json; charset=UTF-8");
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String keyFor(Route route, String tenantKey) {
        return route.operator() ? TestApi.OPERATOR_KEY : tenantKey;
    }

    private static List<Route> routes() {
        var found = new ArrayList<Route>();
        api().context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> {
                    if (Routes.isOurs(handler) && handler.getBeanType() != PlayController.class) {
                        for (String path : info.getPatternValues()) {
                            String filled = path.replaceAll(
                                    "\\{[^}]*}", UUID.randomUUID().toString());
                            for (var method : info.getMethodsCondition().getMethods()) {
                                found.add(new Route(
                                        method.name(), filled, MediaTypes.readBy(handler), operator(handler)));
                            }
                        }
                    }
                });
        return found;
    }

    private static boolean operator(HandlerMethod handler) {
        return handler.getBeanType().isAnnotationPresent(OperatorOnly.class);
    }
}
