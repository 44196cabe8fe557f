package ai.tulia.messaging.domain.twilio;

import static ai.tulia.messaging.domain.twilio.ErrorRow.AS_LONG_AS_VALID;
import static ai.tulia.messaging.domain.twilio.ErrorRow.Path.CALLBACK;
import static ai.tulia.messaging.domain.twilio.ErrorRow.configuration;
import static ai.tulia.messaging.domain.twilio.ErrorRow.permanent;
import static ai.tulia.messaging.domain.twilio.ErrorRow.waits;

import java.time.Duration;
import java.util.List;

/** What telephone carriers say about an SMS after Twilio took it. */
final class CarrierErrors {
    static final List<ErrorRow> ROWS = List.of(
            waits(
                    CALLBACK,
                    14107,
                    Duration.ofSeconds(60),
                    AS_LONG_AS_VALID,
                    "Too many replies between these two numbers within 30 seconds.",
                    "Check whether an automatic reply answers another automatic reply."),
            waits(
                    CALLBACK,
                    30001,
                    Duration.ofMinutes(30),
                    AS_LONG_AS_VALID,
                    "The message waited too long in the sender's queue at Twilio.",
                    "It is sent again later by itself; add senders if this happens often."),
            configuration(
                    CALLBACK,
                    30002,
                    "The Twilio account was suspended while the message waited.",
                    "Settle the account's state in the Twilio Console."),
            waits(
                    CALLBACK,
                    30003,
                    Duration.ofMinutes(30),
                    3,
                    "The customer's phone could not be reached: it is off or without network.",
                    "It is tried again by itself; if that fails too, ask the customer for another number."),
            permanent(
                    CALLBACK,
                    30004,
                    "The message was blocked by the carrier or by the customer.",
                    "Check with the customer; from a toll-free sender it means that the customer replied STOP."),
            permanent(
                    CALLBACK,
                    30005,
                    "The number is unknown or no longer in service.",
                    "Ask the customer for the current number."),
            permanent(
                    CALLBACK,
                    30006,
                    "The number is a landline, or its carrier cannot be reached.",
                    "Ask the customer for a mobile number."),
            permanent(
                    CALLBACK,
                    30007,
                    "The message was filtered as unwanted by Twilio or the carrier.",
                    "Review the text and the sender's registration before sending anything like it again."),
            waits(
                    CALLBACK,
                    30008,
                    Duration.ofMinutes(5),
                    1,
                    "The carrier failed for an unknown reason.",
                    "It is tried once more by itself; if that fails too, check the number with the customer."),
            waits(
                    CALLBACK,
                    30022,
                    Duration.ofMinutes(15),
                    AS_LONG_AS_VALID,
                    "The campaign sends faster than its US registration (10DLC) allows.",
                    "It is sent again later by itself; ask Twilio for a higher throughput of the campaign."),
            configuration(
                    CALLBACK,
                    30034,
                    "The sender's number is not registered for US messages (10DLC).",
                    "Register the number with a campaign in the Twilio Console."),
            waits(
                    CALLBACK,
                    30410,
                    Duration.ofMinutes(15),
                    1,
                    "The carrier did not answer in time; Twilio did not repeat it so as not to send it twice.",
                    "It is tried once more by itself; the customer may have received it already."),
            waits(
                    CALLBACK,
                    30450,
                    Duration.ofMinutes(30),
                    AS_LONG_AS_VALID,
                    "Twilio blocked the number's range for a while, to stop SMS fraud.",
                    "It is sent again later by itself; check for sign-ups that are not from real customers."));

    private CarrierErrors() {}
}
