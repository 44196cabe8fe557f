package ai.tulia.messaging.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.request.Routes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each route needs one scope, which it declares in one place, and a key without it opens nothing. */
class RoutesAndScopesTest extends ApiTest {
    private static final Set<String> OF_CONVERSATIONS = Set.of(
            "messages:read",
            "messages:write",
            "broadcasts:read",
            "broadcasts:write",
            "customers:read",
            "customers:write",
            "consents:read",
            "consents:write",
            "templates:read",
            "templates:write",
            "audiences:read",
            "audiences:write",
            "webhooks:read",
            "webhooks:write");

    @Test
    void everyRouteOfTenantsDeclaresOneScopeInOnePlace() {
        everyRoute((info, route) -> {
            RouteRights rights = RouteRights.of(route);
            boolean onMethod = route.hasMethodAnnotation(RequiresScope.class);
            boolean onType = route.getBeanType().isAnnotationPresent(RequiresScope.class);
            if (rights.withoutKey() || route.getBeanType().isAnnotationPresent(OperatorOnly.class)) {
                assertThat(onMethod || onType).as(route.toString()).isFalse();
            } else {
                assertThat(onMethod ^ onType).as(route.toString()).isTrue();
                assertThat(Scopes.SINGLE).as(route.toString()).contains(rights.scope());
            }
        });
    }

    @Test
    void aKeyWithoutTheScopeOfARouteIsRefusedAndOneWithItAloneIsNot() {
        TestApi.Tenant tenant = tenant();
        Map<String, String> alone = new HashMap<>();
        Map<String, String> without = new HashMap<>();
        for (String scope : Scopes.SINGLE) {
            alone.put(scope, key(tenant, List.of(scope)));
            without.put(
                    scope,
                    key(
                            tenant,
                            Scopes.SINGLE.stream()
                                    .filter(other -> !other.equals(scope))
                                    .toList()));
        }
        var all = new SoftAssertions();
        everyRoute((info, route) -> {
            String scope = RouteRights.of(route).scope();
            if (scope != null) {
                Answer refused = call(info, route, without.get(scope));
                all.assertThat(refused.code()).as(info + " " + refused.body()).isEqualTo("missing_scope");
                all.assertThat(refused.text("scope")).as(info.toString()).isEqualTo(scope);
                Answer open = call(info, route, alone.get(scope));
                all.assertThat(open.status()).as(info + " " + open.body()).isNotIn(401, 403);
            }
        });
        all.assertAll();
    }

    @Test
    void theBundlesFromBeforeOpenWhatTheyOpenedAndNothingThatCameSince() {
        assertThat(Scopes.opened(List.of("conversations:view"))).isEqualTo(OF_CONVERSATIONS);
        assertThat(Scopes.opened(List.of("analytics:view"))).containsExactly("analytics:view");
        assertThat(Scopes.DEFAULT).containsExactly("conversations:view", "analytics:view");

        String key = key(tenant(), List.of("conversations:view"));
        assertThat(api().get(key, "/v1/customers").status()).isEqualTo(200);
        assertThat(api().get(key, "/v1/webhook-endpoints").status()).isEqualTo(200);
        assertThat(api().get(key, "/v1/notices").text("scope")).isEqualTo("analytics:view");
        assertThat(api().get(key, "/v1/audit-log").text("scope")).isEqualTo("tenant:admin");
    }

    @Test
    void whoWritesDoesNotReadByThat() {
        String key = key(tenant(), List.of("customers:write"));
        Answer made = api().post(key, "/v1/customers", "{\"phone_number\": \"+14155550123\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(api().get(key, "/v1/customers/" + made.text("id")).text("scope"))
                .isEqualTo("customers:read");
    }

    @Test
    void consentsInAFileNeedTheScopeOfConsentsAndNothingOfItIsStoredWithout() {
        TestApi.Tenant tenant = tenant();
        String key = key(tenant, List.of("customers:write"));
        String plain = "phone_number,name\n+14155550124,Ana";
        String consents = "phone_number,consent_promotional\n+14155550125,\n+14155550126,granted";

        assertThat(file(key, plain).status()).isEqualTo(200);
        Answer refused = file(key, consents);
        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.text("scope")).isEqualTo("consents:write");
        assertThat(ledger().queryText("select count(*) from customer where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("1");
        assertThat(file(key(tenant, List.of("customers:write", "consents:write")), consents)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aScheduleForManyNeedsTheScopeOfBroadcasts() {
        String key = key(tenant(), List.of("messages:write"));
        Answer refused = api().post(
                        key,
                        "/v1/messages/schedule",
                        "{\"recipient_criteria\": {\"tag\": \"vip\"}, \"message_type\": \"promotional\","
                                + " \"content\": \"Hello\"}");
        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.text("scope")).isEqualTo("broadcasts:write");
    }

    private static Answer file(String key, String csv) {
        return api().send("POST", key, "/v1/customers/import", csv, "Content-Type", "text/csv");
    }

    private static String key(TestApi.Tenant tenant, List<String> scopes) {
        return api().bean(ApiKeyRepository.class)
                .create(tenant.id(), "some", scopes, null)
                .secret()
                .value();
    }

    /** With a body that no route takes, and ids of nothing. */
    private static Answer call(RequestMappingInfo info, HandlerMethod route, String key) {
        String method =
                info.getMethodsCondition().getMethods().iterator().next().name();
        String path = info.getPatternValues()
                .iterator()
                .next()
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        var read = info.getConsumesCondition().getConsumableMediaTypes();
        var answered = info.getProducesCondition().getProducibleMediaTypes();
        boolean hasBody = !read.isEmpty()
                || Arrays.stream(route.getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
        return api().send(
                        method,
                        key,
                        path,
                        hasBody ? "[]" : null,
                        "Content-Type",
                        read.isEmpty()
                                ? "application/json"
                                : read.iterator().next().toString(),
                        "Accept",
                        answered.isEmpty() ? "application/json" : MediaType.toString(answered));
    }

    private static void everyRoute(BiConsumer<RequestMappingInfo, HandlerMethod> work) {
        api().context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, route) -> {
                    if (Routes.isOurs(route) && route.getBeanType() != PlayController.class) {
                        work.accept(info, route);
                    }
                });
    }
}
