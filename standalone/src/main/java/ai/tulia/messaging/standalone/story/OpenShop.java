package ai.tulia.messaging.standalone.story;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operator makes the tenant, its key and its Twilio account. */
final class OpenShop {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** Small enough to reach before the reader's eyes. */
    static final int DAILY_LIMIT = 5;

    private static final String TIER = "demo";

    private OpenShop() {}

    static Shop play(Addresses addresses, Narrator narrator) {
        narrator.heading("A business opens an account", """
                The operator makes a small tier (%d messages in any 24 hours), the tenant, its Twilio account and an API
                key. No quiet hours yet. These four calls carry the operator's key, all later ones the tenant's.""".formatted(DAILY_LIMIT));
        var operator = new Caller(addresses.api(), addresses.operatorKey(), narrator);
        operator.put("/v1/tiers/" + TIER, Json.object("daily_limit", DAILY_LIMIT))
                .status(200);
        String tenant = operator.post(
                        "/v1/tenants",
                        Json.object(
                                "name",
                                "Tulip Flowers",
                                "tier",
                                TIER,
                                "time_zone",
                                ZONE.getId(),
                                "senders",
                                List.of(Map.of("address", "whatsapp:+14155238886", "session_rule", "off"))))
                .status(201)
                .text("id");
        String account = "AC" + tenant.replace("-", "");
        operator.put(
                        "/v1/tenants/" + tenant + "/twilio",
                        Json.object("account_sid", account, "auth_token", "a-token-of-the-simulator"))
                .status(200);
        String key = operator.post("/v1/tenants/" + tenant + "/api-keys", Json.object("name", "demo"))
                .status(201)
                .so("tenant " + tenant + " is open for business")
                .text("key");
        return new Shop(
                tenant,
                key,
                account,
                new Caller(addresses.api(), key, narrator),
                operator,
                new Caller(addresses.simulator(), null, narrator),
                new Shop.People(new HashMap<>()));
    }
}
