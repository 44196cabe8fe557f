package ai.tulia.messaging.domain.twilio;

import static ai.tulia.messaging.domain.twilio.ErrorRow.AS_LONG_AS_VALID;
import static ai.tulia.messaging.domain.twilio.ErrorRow.Path.BOTH;
import static ai.tulia.messaging.domain.twilio.ErrorRow.Path.POST;
import static ai.tulia.messaging.domain.twilio.ErrorRow.ambiguous;
import static ai.tulia.messaging.domain.twilio.ErrorRow.configuration;
import static ai.tulia.messaging.domain.twilio.ErrorRow.optOut;
import static ai.tulia.messaging.domain.twilio.ErrorRow.permanent;
import static ai.tulia.messaging.domain.twilio.ErrorRow.retry;
import static ai.tulia.messaging.domain.twilio.ErrorRow.template;
import static ai.tulia.messaging.domain.twilio.ErrorRow.waits;

import java.time.Duration;
import java.util.List;

/** What Twilio says about the request itself: account, sender, recipient, content. */
final class RequestErrors {
    static final List<ErrorRow> ACCOUNT = List.of(
            configuration(
                    POST,
                    10001,
                    "The Twilio account is not active.",
                    "Activate the account in the Twilio Console, then send again."),
            permanent(
                    POST,
                    20001,
                    "Twilio did not understand a parameter of the request.",
                    "Report this to support with the message id; the message itself need not be changed."),
            configuration(
                    POST,
                    20003,
                    "Twilio did not accept the account's credentials, or the account is suspended.",
                    "Check the account SID and auth token stored here against the Twilio Console."),
            configuration(
                    POST,
                    20005,
                    "The Twilio account is not active.",
                    "Activate the account in the Twilio Console, then send again."),
            configuration(
                    POST,
                    20404,
                    "Twilio does not know the account that was addressed.",
                    "Check the account SID stored here against the Twilio Console."),
            retry(
                    POST,
                    20429,
                    AS_LONG_AS_VALID,
                    "Too many requests at once for the Twilio account; this one was not processed.",
                    "Nothing to do: it is sent again by itself, more slowly."),
            ambiguous(
                    POST,
                    20500,
                    "Twilio had an internal error; the message may have been accepted.",
                    "Nothing to do: it is checked with Twilio and not sent twice."),
            ambiguous(
                    POST,
                    20503,
                    "Twilio was not available; the message may have been accepted.",
                    "Nothing to do: it is checked with Twilio and not sent twice."));

    static final List<ErrorRow> SENDER = List.of(
            configuration(
                    POST,
                    21212,
                    "The sender is not a valid number or address.",
                    "Enter the sender exactly as the Twilio Console shows it."),
            configuration(
                    POST,
                    21408,
                    "The Twilio account may not send to this country.",
                    "Allow the country under Messaging geographic permissions in the Twilio Console."),
            configuration(
                    POST,
                    21601,
                    "The sender's number cannot send SMS.",
                    "Choose a sender that can send messages, or enable messaging for this one."),
            configuration(
                    POST,
                    21603,
                    "The request named neither a sender nor a Messaging Service.",
                    "Enter a sender for this account."),
            configuration(
                    POST,
                    21606,
                    "The sender's number does not belong to the account or cannot send messages.",
                    "Choose a number of this account that can send messages."),
            configuration(
                    POST,
                    21607,
                    "The sender cannot be used by a trial account.",
                    "Upgrade the Twilio account, or use the trial number."),
            configuration(
                    POST,
                    21609,
                    "Twilio cannot report to the status address of this installation.",
                    "Have the operator check the public address set for callbacks."),
            waits(
                    POST,
                    21611,
                    Duration.ofMinutes(30),
                    AS_LONG_AS_VALID,
                    "The sender's queue at Twilio is full.",
                    "It is sent again later by itself; add senders if this happens often."),
            configuration(
                    BOTH,
                    21703,
                    "The Messaging Service has no sender that can be used.",
                    "Add a sender to the Messaging Service in the Twilio Console."),
            permanent(
                    POST,
                    21910,
                    "Sender and recipient are addresses of different channels.",
                    "Report this to support with the message id."));

    static final List<ErrorRow> RECIPIENT = List.of(
            permanent(POST, 21211, "The recipient's number is not valid.", "Correct the customer's number."),
            permanent(
                    POST,
                    21214,
                    "The recipient's number cannot be reached.",
                    "Check the customer's number with the customer."),
            permanent(POST, 21604, "The request named no recipient.", "Enter the customer's number."),
            optOut(
                    BOTH,
                    21610,
                    "The customer replied STOP to this sender.",
                    "Do not send again until the customer replies START."),
            permanent(
                    POST,
                    21612,
                    "Twilio has no way from this sender to this recipient.",
                    "Try another sender or another channel for this customer."),
            permanent(
                    POST,
                    21614,
                    "The recipient's number cannot receive messages.",
                    "Ask the customer for a mobile number."));

    static final List<ErrorRow> CONTENT = List.of(
            permanent(POST, 21602, "The message has no text.", "Write a text or choose a template."),
            permanent(POST, 21617, "The text is longer than 1600 characters.", "Shorten the text."),
            permanent(POST, 21620, "The address of an attached file is not valid.", "Correct the address of the file."),
            template(
                    POST,
                    21654,
                    "Template variables were given without a WhatsApp template.",
                    "Set the ContentSid of the template."),
            template(
                    POST,
                    21655,
                    "The WhatsApp template is not known to the Twilio account.",
                    "Check the template's ContentSid against the Twilio Console."),
            template(
                    POST,
                    21656,
                    "The variables do not have the form the WhatsApp template needs.",
                    "Check the template's variable map against the template in the Twilio Console."));

    private RequestErrors() {}
}
