package ai.tulia.messaging.standalone.architecture;

import static ai.tulia.messaging.standalone.architecture.Product.module;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who of the product opens connections to the outside beside its own servers: webhooks and the files of contacts, which
 * check each address when they connect; Twilio, whose host no tenant can name; mail, by the one server of the environment.
 * One more would have to check addresses as webhooks do.
 */
class WaysOutTest {
    private static final Set<String> KNOWN = Set.of(
            Product.BASE + ".worker.webhook.WebhookClient",
            Product.BASE + ".worker.contact.PublicDownload",
            Product.BASE + ".worker.network.CheckedResolver",
            Product.BASE + ".worker.notice.NoticeMail",
            Product.BASE + ".activities.delivery.TwilioTransport");

    @Test
    void onlyTheKnownWaysLeadOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        module("domain"),
                        module("workflows"),
                        module("store"),
                        module("activities"),
                        module("api"),
                        module("worker"))
                .and(DescribedPredicate.describe("are none of the known ways out", type -> !isKnown(type)))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe("connect", WaysOutTest::connects))
                .because("an address that a tenant names must be public when it is connected to, wherever it was named")
                .check(Product.CLASSES);
    }

    @Test
    void eachKnownWayStillIsOne() {
        assertThat(KNOWN)
                .allSatisfy(known -> assertThat(Product.CLASSES.get(known).getDirectDependenciesFromSelf())
                        .anyMatch(dependency -> connects(dependency.getTargetClass())));
    }

    private static boolean isKnown(JavaClass type) {
        return KNOWN.stream()
                .anyMatch(
                        known -> type.getName().equals(known) || type.getName().startsWith(known + "$"));
    }

    private static boolean connects(JavaClass type) {
        String name = type.getName();
        return name.startsWith("java.net.http.")
                || name.startsWith("java.nio.channels.SocketChannel")
                || name.startsWith("java.nio.channels.AsynchronousSocketChannel")
                || Set.of("java.net.Socket", "java.net.URLConnection", "java.net.HttpURLConnection", "java.net.URL")
                        .contains(name)
                || name.startsWith("org.apache.hc.client5.http.impl.")
                || name.startsWith("org.apache.hc.client5.http.DnsResolver")
                || name.startsWith("com.twilio.http.NetworkHttpClient")
                || name.startsWith("org.springframework.web.client.")
                || name.startsWith("org.springframework.web.reactive.function.client.")
                || name.startsWith("org.springframework.mail.");
    }
}
