package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The examples of the document are one story, which is told here: each is sent, and answered as it says. {@code
 * -Dtulia.openapi.write=true} writes those that have become others anew.
 */
class ExamplesTest extends MessageTest {
    private static final List<String> STORY = List.of(
            "setTier",
            "getTier",
            "listTiers",
            "createTenant",
            "getTenant",
            "updateTenant",
            "listTenants",
            "setMainTwilioAccount",
            "setTwilioAccount",
            "listTwilioAccounts",
            "verifyTwilioAccounts",
            "deleteTwilioAccount",
            "setSender",
            "getSender",
            "listSenders",
            "createApiKey",
            "listApiKeys",
            "createCustomer",
            "getCustomer",
            "updateCustomer",
            "listCustomers",
            "importCustomers",
            "recordConsent",
            "getConsents",
            "listCustomerAddresses",
            "createTemplate",
            "addTemplateVersion",
            "getTemplate",
            "listTemplates",
            "previewTemplate",
            "createAudience",
            "updateAudience",
            "getAudience",
            "listAudiences",
            "previewAudience",
            "previewCriteria",
            "explainNewMessage",
            "sendMessage",
            "getMessage",
            "listMessageEvents",
            "explainMessage",
            "scheduleMessage",
            "rescheduleMessage",
            "cancelMessage",
            "listMessages",
            "listMessagesOfTenants",
            "getMessageOfTenant",
            "listUnknown",
            "sendBatch",
            "getBatch",
            "resumeBatch",
            "cancelBatch",
            "planNewBroadcast",
            "createBroadcast",
            "planBroadcast",
            "startBroadcast",
            "pauseBroadcast",
            "resumeBroadcast",
            "getBroadcast",
            "cancelBroadcast",
            "listBroadcasts",
            "listRecipients",
            "uploadRecipients",
            "archiveBroadcast",
            "archiveTemplate",
            "getKeywords",
            "setKeywords",
            "getConversation",
            "listOptOutReviews",
            "acceptOptOutReview",
            "dismissOptOutReview",
            "getRateLimitStatus",
            "listNotices",
            "createWebhookEndpoint",
            "getWebhookEndpoint",
            "updateWebhookEndpoint",
            "listWebhookEndpoints",
            "rotateWebhookSecret",
            "testWebhookEndpoint",
            "listWebhookAttempts",
            "replayWebhookEvents",
            "deleteWebhookEndpoint",
            "deleteAudience",
            "resendMessage",
            "resendMessage-202",
            "exportCustomer",
            "sendMessage-202",
            "eraseCustomer",
            "getProblem",
            "listProviderErrors",
            "suspendTenant",
            "resumeTenant",
            "getDependencies",
            "reEncryptSecrets",
            "revokeApiKey",
            "listAuditLog",
            "archiveTenant");

    private static final String BROADCAST_OF_A_LIST = "019c6f00-0000-7000-8000-000000000010";
    private static final String ACCEPTED_MESSAGE = "019c6f00-0000-7000-8000-000000000013";
    private static final String FAILED_MESSAGE = "019c6f00-0000-7000-8000-000000000012";
    private static final String OTHER_FAILED_MESSAGE = "019c6f00-0000-7000-8000-000000000041";
    /** What leaves a message that waits, by its example: a tenant with such ones is not archived. */
    private static final Map<String, String> LEAVES =
            Map.of("sendMessage-202", ACCEPTED_MESSAGE, "resendMessage-202", OTHER_FAILED_MESSAGE);

    @Test
    void everyExampleIsAnsweredAsItSays() {
        now(Instant.parse("2027-03-01T09:00:00Z"));
        var story = new ExampleStory(api());
        var all = new SoftAssertions();
        for (String operation : STORY) {
            switch (operation) {
                case "uploadRecipients" -> story.id(BROADCAST_OF_A_LIST, broadcastOfAList(story.tenantKey()));
                case "listRecipients" -> new ExampleFixtures(story).recipientWhoWrites();
                case "listNotices" -> new ExampleFixtures(story).notice();
                case "listWebhookAttempts" -> new ExampleFixtures(story).webhookAttempt();
                case "resendMessage" -> story.id(FAILED_MESSAGE, failedMessage(story));
                case "resendMessage-202" -> story.id(OTHER_FAILED_MESSAGE, failedMessage(story));
                default -> {
                    // It has all that it needs.
                }
            }
            all.check(() -> story.call(operation, Boolean.getBoolean("tulia.openapi.write")));
            String waiting = LEAVES.get(operation);
            if (waiting != null) {
                api().send("DELETE", story.tenantKey(), "/v1/messages/" + story.actual(waiting), null);
            }
        }
        all.assertAll();
    }

    @Test
    void everyExampleIsInTheStory() throws IOException {
        try (var files = Files.list(ExampleStory.FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(STORY);
        }
    }

    private static String failedMessage(ExampleStory story) {
        Answer made = api().post(
                        story.tenantKey(),
                        "/v1/messages/send",
                        json("{'customer_id': '" + story.actual("019c6f00-0000-7000-8000-000000000003")
                                + "', 'message_type': 'transactional', 'content': 'Your table is ready.'}"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        ledger().execute("update message set state = 'FAILED', status = 'failed', failure_code = 'twilio_20003',"
                + " provider_msg_id = null, sent_at = null where id = '" + made.text("message_id") + "'");
        return made.text("message_id");
    }

    private static String broadcastOfAList(String key) {
        Answer made = api().post(
                        key,
                        "/v1/broadcasts",
                        json("{'name': 'List', 'message_type': 'transactional', 'content': '{{attr.code}}'}"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("id");
    }
}
