package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.activities.delivery.AnswerTooLargeException;
import ai.tulia.messaging.activities.delivery.TwilioMedia;
import ai.tulia.messaging.activities.delivery.TwilioMedia.Answer;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.SharedContactRepository;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.worker.network.CheckedResolver.AddressRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gets a contact card from Twilio, with the credentials of the tenant's account that it belongs to. They go to Twilio alone:
 * who signed the webhook with the tenant's token may have named any address in it.
 */
@Component
class ContactCardFetcher {
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_REDIRECTS = 3;
    private static final Pattern MEDIA =
            Pattern.compile("https://api(?:\\.[a-z0-9-]+){0,2}\\.twilio\\.com/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})"
                    + "/Messages/[A-Za-z0-9]+/Media/[A-Za-z0-9]+");

    private final TenantTransactions transactions;
    private final OutboundTextQueries accounts;
    private final ProviderAccountOpener opener;
    private final TwilioMedia media;
    private final PublicDownload download;

    ContactCardFetcher(
            TenantTransactions transactions,
            OutboundTextQueries accounts,
            ProviderAccountOpener opener,
            TwilioMedia media,
            PublicDownload download) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.opener = opener;
        this.media = media;
        this.download = download;
    }

    sealed interface Fetched {
        record Card(String text) implements Fetched {
            /** It is about a person. */
            @Override
            public String toString() {
                return "Card";
            }
        }

        /** Another try would change nothing. */
        record Refused(String reason) implements Fetched {}

        record Unavailable(String reason) implements Fetched {}
    }

    Fetched fetch(UUID tenantId, String url) {
        Matcher named = MEDIA.matcher(url);
        if (!named.matches()) {
            return new Fetched.Refused("not_of_the_provider");
        }
        List<OutboundTextQueries.Account> own = transactions.read(tenantId, () -> accounts.accounts(tenantId));
        var account = own.stream()
                .filter(each -> each.sid().equals(named.group(1)))
                .findFirst()
                .orElse(null);
        if (account == null) {
            return new Fetched.Refused("not_of_the_tenants_account");
        }
        if (!(opener.open(tenantId, account) instanceof ProviderAccess.Open open)) {
            return new Fetched.Unavailable("account_unreadable");
        }
        try {
            return follow(URI.create(url), media.get(open.accountSid(), open.token(), url, MAX_BYTES));
        } catch (AnswerTooLargeException e) {
            return new Fetched.Refused("too_large");
        } catch (AddressRefusedException e) {
            return new Fetched.Refused("redirect_to_a_private_address");
        } catch (IOException e) {
            return new Fetched.Unavailable(e.getClass().getSimpleName());
        }
    }

    private Fetched follow(URI from, Answer first) throws IOException {
        URI at = from;
        Answer answer = first;
        for (int i = 0; i < MAX_REDIRECTS && answer.status() / 100 == 3; i++) {
            at = target(at, answer.location());
            if (!"https".equals(at.getScheme()) || at.getHost() == null) {
                return new Fetched.Refused("redirect_without_tls");
            }
            answer = download.get(at, MAX_BYTES);
        }
        if (answer.status() != 200) {
            return new Fetched.Unavailable("answered_" + answer.status());
        }
        return SharedContactRepository.isCard(answer.contentType())
                ? new Fetched.Card(new String(answer.content(), StandardCharsets.UTF_8))
                : new Fetched.Refused("no_card");
    }

    private static URI target(URI from, @Nullable String location) throws IOException {
        try {
            return from.resolve(location == null ? "" : location);
        } catch (IllegalArgumentException e) {
            throw new IOException("no usable location", e);
        }
    }
}
