package ai.tulia.messaging.standalone.story;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** The shop's day fills up; it is warned before it is full. */
final class ReachTheLimit implements Scene {
    /** Mostly at once; a few seconds later where the counters were away just then. */
    private static final Duration NOTICE = Duration.ofSeconds(30);

    private static final String STATUS = "/v1/messages/rate-limit-status";

    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("The 80 % warning", """
                Each message counts against a limit of %d in any 24 hours. The fourth makes 80 %%: the tenant is warned once,
                by mail and webhook where it has one, and always here.""".formatted(OpenShop.DAILY_LIMIT));
        int used = shop.self()
                .get(STATUS)
                .status(200)
                .answer()
                .body()
                .path("current_count")
                .asInt();
        Iterator<String> names = List.of("Theo Brandt", "Ama Boateng", "Tane Rewiti", "Elin Sandvik", "Aki Morishita")
                .iterator();
        for (; used * 100 < OpenShop.DAILY_LIMIT * 80; used++) {
            send(shop, names.next());
        }
        shop.self().get(STATUS).status(200).says("percentage_used", "80").says("warning_threshold_reached", "true");
        notice(shop, "quota_80").so("one notice: 80 % of the daily limit is used");
        for (; used < OpenShop.DAILY_LIMIT; used++) {
            send(shop, names.next());
        }
        notice(shop, "quota_100").so("and one more: the limit is reached");
    }

    private static void send(Shop shop, String name) {
        shop.sendAtOnce(Json.object(
                "customer_id", shop.customer(name).id(),
                "message_type", "transactional",
                "content", "Hi {{name}}, thank you for your order."));
    }

    private static ShownAnswer notice(Shop shop, String kind) {
        return shop.self()
                .getWhen("/v1/notices", NOTICE, answer -> count(answer.body(), kind) == 1)
                .status(200)
                .shows("one notice " + kind, notices -> count(notices, kind) == 1);
    }

    private static long count(tools.jackson.databind.JsonNode notices, String kind) {
        return notices.path("items")
                .valueStream()
                .filter(notice -> notice.path("kind").asString("").equals(kind))
                .count();
    }
}
