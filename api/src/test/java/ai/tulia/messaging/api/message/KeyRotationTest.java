package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.tenant.WebhookTokens;
import ai.tulia.messaging.store.testing.TestLedger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key under which secrets are kept is replaced while the product runs. */
class KeyRotationTest extends MessageTest {
    private static final String OLD = TestLedger.SECRETS_KEY;
    private static final String NEW = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String RE_ENCRYPT = "/v1/admin/re-encrypt";
    private static final int INBOUND = 1_200;
    /** Sent, or waiting for a free connection to the provider, as on a busy machine; never for a secret. */
    private static final List<String> WAITING_REASONS = List.of("", "provider_busy");

    private final TestLedger own = TestLedger.fresh();
    private final List<TestApi> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(api -> api.context().close());
    }

    @Test
    void afterItTheNewKeyAloneOpensEverything() {
        TestApi both = process(NEW + "," + OLD);
        TestApi before = process(OLD);
        Shop shop = shop(before).withAnAccount();
        Shop fromBeforeIds = shop(before).withAnAccount();
        withoutKeyId("provider_account", "auth_token", fromBeforeIds);
        Answer endpoint = before.post(
                shop.tenant().key(),
                "/v1/webhook-endpoints",
                "{\"url\": \"https://example.com/hook\", \"events\": [\"quota.warning\"]}");
        assertThat(endpoint.status()).as(endpoint.body()).isEqualTo(201);
        UUID writer = shop.customer();
        inbound(before, shop, writer);

        String erased = erasedAfterOptOut(before, shop);

        long values = 2 + 1 + 1 + 2 * INBOUND;
        Answer first = both.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(number(first, "re_encrypted")).isEqualTo(values);
        assertThat(number(first, "unreadable")).isZero();
        assertThat(number(first, "left")).isZero();
        Answer again = both.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null);
        assertThat(number(again, "re_encrypted")).isZero();
        assertThat(number(again, "left")).isZero();

        TestApi after = process(NEW);
        for (Shop each : List.of(shop, fromBeforeIds)) {
            assertThat(after.bean(WebhookTokens.class).of(each.tenant().id())).containsExactly("a-token");
            Answer sent = on(after, each).hello();
            assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        }
        byte[] sealed = HexFormat.of()
                .parseHex(own.queryText(
                        "select encode(secret, 'hex') from webhook_endpoint where id = '" + endpoint.text("id") + "'"));
        assertThat(after.bean(SecretBox.class).open(shop.tenant().id(), "webhook_endpoint.secret", sealed))
                .isEqualTo(endpoint.text("secret"));
        Answer conversation = after.get(shop.tenant().key(), "/v1/customers/" + writer + "/conversation?limit=2");
        assertThat(conversation.json().at("/items/0/content").asString()).isEqualTo("written");
        assertThat(conversation.json().at("/items/0/reply").asString()).isEqualTo("answered");
        assertThat(number(after.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null), "left"))
                .isZero();
        assertThat(on(after, shop)
                        .send(Shop.field("to", erased) + ", 'content': 'Hello', 'message_type': 'transactional'")
                        .code())
                .isEqualTo("opted_out");

        Answer log = both.get(TestApi.OPERATOR_KEY, "/v1/audit-log?action=secrets.re_encrypted");
        assertThat(log.json().path("items")).hasSize(1);
        assertThat(log.json().at("/items/0/detail/re_encrypted").asLong()).isEqualTo(values);
    }

    @Test
    void sendsGoOnMeanwhileInWhicheverOrderTheKeysAre() throws Exception {
        TestApi forth = process(NEW + "," + OLD);
        TestApi back = process(OLD + "," + NEW);
        List<Shop> shops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shops.add(shop(i % 2 == 0 ? forth : back).withAnAccount());
        }
        var rotating = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rotations = threads.submit(() -> {
                long reEncrypted = 0;
                while (rotating.get()) {
                    reEncrypted += number(forth.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null), "re_encrypted");
                    reEncrypted += number(back.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null), "re_encrypted");
                }
                return reEncrypted;
            });
            List<Callable<List<Answer>>> sends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Shop shop = shops.get(i % shops.size());
                sends.add(() -> Stream.generate(shop::hello).limit(10).toList());
            }
            try {
                for (var sent : threads.invokeAll(sends)) {
                    assertThat(sent.get()).anyMatch(answer -> answer.status() == 201);
                    assertThat(sent.get()).allSatisfy(answer -> {
                        assertThat(answer.status()).as(answer.body()).isIn(201, 202);
                        assertThat(answer.text("waiting_reason"))
                                .as(answer.body())
                                .isIn(WAITING_REASONS);
                    });
                }
            } finally {
                rotating.set(false);
            }
            assertThat(rotations.get()).isGreaterThan(shops.size());
        }
        assertThat(own.queryText("select count(*) from notice")).isEqualTo("0");
    }

    @Test
    void whatNoKeyOpensIsCountedAndLeftAsItIsAndEndsNothing() {
        TestApi both = process(NEW + "," + OLD);
        Shop shop = shop(both).withAnAccount();
        Shop thief = shop(both).withAnAccount();
        String stolen = "(select auth_token from provider_account where tenant_id = '"
                + shop.tenant().id() + "')";
        own.execute("update provider_account set auth_token = " + stolen + " where tenant_id = '"
                + thief.tenant().id() + "'");
        withoutKeyId("provider_account", "auth_token", thief);
        UUID writer = thief.customer();
        inbound(both, thief, writer);
        own.execute("update inbound_message set body = '\\x0102', reply = '\\x'");

        Answer answer = both.post(TestApi.OPERATOR_KEY, RE_ENCRYPT, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(number(answer, "unreadable")).isEqualTo(1 + 2 * INBOUND);
        assertThat(number(answer, "re_encrypted")).isZero();
        assertThat(number(answer, "left")).isZero();

        Answer waits = thief.hello();
        assertThat(waits.status()).as(waits.body()).isEqualTo(202);
        assertThat(thief.received()).isEmpty();
        assertThat(thief.get("/v1/notices").json().at("/items/0/kind").asString())
                .isEqualTo("secret_unreadable");
        Answer conversation = thief.get("/v1/customers/" + writer + "/conversation?limit=1");
        assertThat(conversation.status()).as(conversation.body()).isEqualTo(200);
        assertThat(conversation.json().at("/items/0/content").isNull()).isTrue();
        assertThat(shop.hello().status()).isEqualTo(201);
    }

    @Test
    void onlyTheOperatorMayAskForIt() {
        assertThat(api().post(api().tenant(ledger()).key(), RE_ENCRYPT, null).code())
                .isEqualTo("operator_key_needed");
    }

    private ArrayList<String> withoutKey() {
        var properties = properties(own, redis(), freePort());
        properties.removeIf(property -> property.startsWith("tulia.secrets-key="));
        return properties;
    }

    private TestApi process(String keys) {
        var properties = withoutKey();
        properties.add("tulia.secrets-key=" + keys);
        properties.add("tulia.temporal.start-within=50ms");
        var api = TestApi.start(properties);
        started.add(api);
        return api;
    }

    private Shop shop(TestApi api) {
        return new Shop(api, api.tenant(own), own);
    }

    private Shop on(TestApi api, Shop shop) {
        return new Shop(api, shop.tenant(), own);
    }

    /** @return the number that is known by a hash alone */
    private String erasedAfterOptOut(TestApi api, Shop shop) {
        UUID customer = shop.customer();
        String number = own.queryText("select phone_number from customer where id = '" + customer + "'");
        shop.consent(customer, ConsentType.ALL, ConsentState.WITHDRAWN);
        Answer accepted = api.send("DELETE", shop.tenant().key(), "/v1/customers/" + customer, null);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return number;
    }

    /** As values were sealed before there were ids. */
    private void withoutKeyId(String table, String column, Shop shop) {
        own.execute("update " + table + " set " + column + " = substring(" + column + " from 6) where tenant_id = '"
                + shop.tenant().id() + "'");
    }

    private void inbound(TestApi api, Shop shop, UUID customer) {
        UUID tenant = shop.tenant().id();
        var secrets = api.bean(SecretBox.class);
        String body = HexFormat.of().formatHex(secrets.seal(tenant, "inbound_message.body", "written"));
        String reply = HexFormat.of().formatHex(secrets.seal(tenant, "inbound_message.reply", "answered"));
        own.execute("insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                + " media, reply, received_at) select '" + tenant + "', uuidv7(), 'SM" + Ids.next()
                + "' || i, '" + customer + "', 'whatsapp', 'whatsapp:+14155550100', '\\x" + body
                + "', '[]', '\\x" + reply + "', now() from generate_series(1, " + INBOUND + ") i");
    }

    private static long number(Answer answer, String field) {
        return answer.json().path(field).asLong();
    }
}
