package ai.tulia.messaging.domain.twilio;

import static ai.tulia.messaging.domain.twilio.ErrorRow.AS_LONG_AS_VALID;
import static ai.tulia.messaging.domain.twilio.ErrorRow.Path.CALLBACK;
import static ai.tulia.messaging.domain.twilio.ErrorRow.Path.POST;
import static ai.tulia.messaging.domain.twilio.ErrorRow.configuration;
import static ai.tulia.messaging.domain.twilio.ErrorRow.optOut;
import static ai.tulia.messaging.domain.twilio.ErrorRow.permanent;
import static ai.tulia.messaging.domain.twilio.ErrorRow.retry;
import static ai.tulia.messaging.domain.twilio.ErrorRow.template;
import static ai.tulia.messaging.domain.twilio.ErrorRow.waits;

import java.time.Duration;
import java.util.List;

/** What WhatsApp and other channels say, mostly after Twilio took the message. */
final class WhatsAppErrors {
    static final List<ErrorRow> SENDER = List.of(
            configuration(
                    CALLBACK,
                    63001,
                    "The channel no longer accepts Twilio's access to the sender.",
                    "Connect the sender again in the Twilio Console."),
            configuration(
                    POST,
                    63007,
                    "The sender is not set up for this channel, or not approved yet.",
                    "Check the WhatsApp sender and its state in the Twilio Console."),
            configuration(
                    CALLBACK,
                    63020,
                    "The WhatsApp business account is not accepted, or its billing is not set up.",
                    "Accept Twilio's request and set up billing in the Meta Business Manager."),
            configuration(
                    CALLBACK,
                    63022,
                    "The certificate of the sender's display name is not valid.",
                    "Have the display name approved again in the Meta Business Manager."),
            configuration(
                    CALLBACK,
                    63051,
                    "WhatsApp locked the business account.",
                    "Appeal in the Meta Business Manager; nothing is sent from this sender until it is unlocked."));

    static final List<ErrorRow> RATE_LIMIT = List.of(
            retry(
                    CALLBACK,
                    63010,
                    3,
                    "Twilio's connection to the channel failed.",
                    "Nothing to do: it is tried again by itself."),
            retry(
                    CALLBACK,
                    63012,
                    3,
                    "The channel had an internal error.",
                    "Nothing to do: it is tried again by itself."),
            waits(
                    CALLBACK,
                    63017,
                    Duration.ofMinutes(1),
                    AS_LONG_AS_VALID,
                    "The Twilio account sends faster than it may.",
                    "Nothing to do: it is sent again later by itself."),
            waits(
                    CALLBACK,
                    63018,
                    Duration.ofSeconds(5),
                    AS_LONG_AS_VALID,
                    "WhatsApp's limit for this sender, the business portfolio or this recipient is reached.",
                    "It is sent again later by itself; ask Meta for a higher messaging limit if this happens often."),
            retry(
                    CALLBACK,
                    131056,
                    3,
                    "Too many messages went to this customer in a short time.",
                    "Nothing to do: it is tried again by itself."),
            waits(
                    CALLBACK,
                    63038,
                    Duration.ofHours(24),
                    AS_LONG_AS_VALID,
                    "The Twilio account has reached its daily limit of messages.",
                    "It is sent again the next day by itself; ask Twilio to raise the account's limit."));

    static final List<ErrorRow> RECIPIENT = List.of(
            permanent(CALLBACK, 63003, "The customer's number is not on this channel.", "Reach this customer by SMS."),
            optOut(
                    CALLBACK,
                    63014,
                    "The customer blocked the sender.",
                    "Do not send again on this channel until the customer writes first."),
            optOut(
                    CALLBACK,
                    131050,
                    "The customer stopped marketing messages in WhatsApp.",
                    "Send this customer no more marketing; other messages still go."),
            configuration(
                    CALLBACK,
                    63015,
                    "The WhatsApp sandbox reaches only numbers that joined it.",
                    "Have the number join the sandbox, or use an approved sender."),
            permanent(
                    CALLBACK,
                    63024,
                    "The number has no WhatsApp account that can receive this message.",
                    "Reach this customer by SMS."),
            permanent(
                    CALLBACK,
                    63032,
                    "WhatsApp holds this customer back from business messages (an experiment of Meta's).",
                    "Skip this customer, or use SMS; sending again does not help."),
            optOut(
                    CALLBACK,
                    63033,
                    "The customer blocked the sender.",
                    "Do not send again on this channel until the customer writes first."));

    static final List<ErrorRow> CONTENT = List.of(
            permanent(
                    CALLBACK,
                    63005,
                    "The channel rejected the content.",
                    "Change the text or the attachment, or use an approved template."),
            permanent(
                    CALLBACK,
                    63013,
                    "The content breaks a rule of the channel.",
                    "Review the text and the values put into it (no more than four spaces in a row)."),
            template(
                    CALLBACK,
                    63016,
                    "Free text is allowed only within 24 hours of the customer's last message.",
                    "Send an approved WhatsApp template instead."),
            retry(
                    CALLBACK,
                    63019,
                    1,
                    "The attached file could not be fetched.",
                    "It is tried once more by itself; check that the file's address answers publicly."),
            permanent(
                    CALLBACK,
                    63021,
                    "The content is not valid for the channel.",
                    "Check the form of the text, the template or the attachment."),
            configuration(
                    CALLBACK,
                    63027,
                    "The WhatsApp template does not exist in this language.",
                    "Have the template approved in this language, or use another."),
            configuration(
                    CALLBACK,
                    63028,
                    "The number of variables does not fit the WhatsApp template.",
                    "Check the template's variable map against the template in the Twilio Console."),
            configuration(
                    CALLBACK,
                    63041,
                    "WhatsApp paused the template because of its quality.",
                    "Stop using the template until WhatsApp resumes it, and fix its content."),
            configuration(
                    CALLBACK,
                    63042,
                    "WhatsApp disabled the template.",
                    "Use another template; this one cannot be used again."));

    /** Outside the United States only; see {@link #MARKETING_WITHHELD_FOR_GOOD}. */
    static final ErrorRow MARKETING_WITHHELD = waits(
            CALLBACK,
            63049,
            Duration.ofHours(6),
            AS_LONG_AS_VALID,
            "Meta withheld this marketing message from the customer, who has received many.",
            "It is sent again later by itself; send fewer marketing messages to this customer.");

    /** Twilio: never repeat it to a number of the United States. The same where the country is not known. */
    static final List<ErrorRow> MARKETING_WITHHELD_FOR_GOOD = List.of(withheldForGood(63049), withheldForGood(131049));

    private static ErrorRow withheldForGood(int code) {
        return permanent(
                CALLBACK,
                code,
                "Meta withheld this marketing message; to numbers of the United States it delivers none.",
                "Reach this customer by SMS; sending again does not help.");
    }

    private WhatsAppErrors() {}
}
