package ai.tulia.messaging.twiliosimulator;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files of inbound messages, in memory: {@code /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}/Media/{Sid}}, with the
 * account's credentials.
 */
final class MediaApi {
    private static final String HOST = "https://api.twilio.com";

    private record Kept(InboundMedia media, AtomicInteger unavailable) {}

    private final Map<String, Kept> files = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Ledger ledger;

    MediaApi(Ledger ledger) {
        this.ledger = ledger;
    }

    static boolean owns(Call call) {
        List<String> path = call.segments();
        return path.size() == 7
                && path.getFirst().equals(MessageResource.API_VERSION)
                && path.get(1).equals("Accounts")
                && path.get(3).equals("Messages")
                && path.get(5).equals("Media");
    }

    /** Keeps it, and gives its URL as Twilio writes it. */
    String add(String account, String message, InboundMedia media) {
        String path = "/" + MessageResource.API_VERSION + "/Accounts/" + account + "/Messages/" + message + "/Media/"
                + Sids.next("ME");
        Integer unavailable = media.unavailable();
        files.put(path, new Kept(media, new AtomicInteger(unavailable == null ? 0 : unavailable)));
        return HOST + path;
    }

    /** How many requests for files of this account came, whatever they were answered. */
    int requests(String account) {
        AtomicInteger count = requests.get(account);
        return count == null ? 0 : count.get();
    }

    Reply answer(Call call) {
        String account = call.segments().get(2);
        requests.computeIfAbsent(account, first -> new AtomicInteger()).incrementAndGet();
        Credentials given = call.credentials();
        if (given == null || !ledger.admits(account, given)) {
            return Reply.error(TwilioError.AUTHENTICATE);
        }
        Kept kept = files.get(call.path());
        if (kept == null || !call.method().equals("GET")) {
            return Reply.error(TwilioError.notFound(call.path()));
        }
        if (kept.unavailable().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Reply.error(TwilioError.of(503, 20503, "Service unavailable"));
        }
        InboundMedia media = kept.media();
        String location = media.location();
        return location == null
                ? new Reply.Answer(200, media.contentType(), media.content(), Map.of())
                : Reply.empty(307).with("Location", URI.create(location).toString());
    }
}
