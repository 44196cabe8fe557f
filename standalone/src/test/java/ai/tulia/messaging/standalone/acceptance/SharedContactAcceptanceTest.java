package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the provider's webhook to the customer's row: a STOP by user id holds for the number shared later. */
class SharedContactAcceptanceTest extends AcceptanceTest {
    private static final String USER = "whatsapp:US.5551349812345";

    @Test
    void theOwnContactLinksTheNumberAndAnothersDoesNot() throws Exception {
        Shop shop = shop();
        Customer ana = shop.customer();
        Customer bob = shop.customer();
        // The simulator knows an account from its first use.
        shop.letter("transactional", ana).send().expect(201);
        says(shop, "STOP", null);

        says(shop, "", card(bob.number(), bob.number().substring(1)));
        awaitOutcomes(shop, "not_own");
        says(shop, "", card(ana.number(), "US.5551349812345"));
        awaitOutcomes(shop, "linked,not_own");

        assertThat(shop.letter("transactional", ana).send().text("code")).isEqualTo("opted_out");
        shop.letter("transactional", bob).send().expect(201);
        assertThat(shop.get("/v1/customers/" + ana.id() + "/addresses").body()).contains("contact_shared");
    }

    private static String card(String number, String waid) {
        return "BEGIN:VCARD\nVERSION:3.0\nFN:Zenobia\nTEL;type=CELL;waid=" + waid + ":" + number + "\nEND:VCARD\n";
    }

    private static void says(Shop shop, String text, String card) throws Exception {
        List<Map<String, String>> media =
                card == null ? List.of() : List.of(Map.of("content_type", "text/vcard", "content", card));
        new InboundMessage(shop, USER, text, media).post(stack());
    }

    private static void awaitOutcomes(Shop shop, String outcomes) {
        await().atMost(SETTLED_WITHIN)
                .until(() -> outcomes.equals(stack().ledger()
                        .queryText("select string_agg(outcome, ',' order by outcome) from shared_contact"
                                + " where tenant_id = '" + shop.id() + "'")));
    }
}
