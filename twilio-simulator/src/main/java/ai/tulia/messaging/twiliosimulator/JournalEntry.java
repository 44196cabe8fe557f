package ai.tulia.messaging.twiliosimulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of what the simulator knows; the journal holds one a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Posted.class, name = "posted"),
    @JsonSubTypes.Type(value = JournalEntry.StatusChanged.class, name = "status"),
    @JsonSubTypes.Type(value = JournalEntry.Redacted.class, name = "redacted"),
    @JsonSubTypes.Type(value = JournalEntry.Deleted.class, name = "deleted"),
    @JsonSubTypes.Type(value = JournalEntry.MessagesCleared.class, name = "messages_cleared"),
    @JsonSubTypes.Type(value = JournalEntry.RequestsCleared.class, name = "requests_cleared"),
    @JsonSubTypes.Type(value = JournalEntry.CredentialsSeen.class, name = "credentials"),
    @JsonSubTypes.Type(value = JournalEntry.NumberSet.class, name = "number"),
    @JsonSubTypes.Type(value = JournalEntry.Inbound.class, name = "inbound"),
})
sealed interface JournalEntry {
    /** A POST came; {@code message} is the one it made, {@code failureCode} what its course is to end with. */
    record Posted(
            ReceivedRequest request,
            @Nullable ReceivedMessage message,
            @Nullable Integer failureCode) implements JournalEntry {}

    /** A customer wrote. */
    record Inbound(ReceivedMessage message) implements JournalEntry {}

    record StatusChanged(
            String sid, MessageStatus status, @Nullable Integer errorCode, Instant at) implements JournalEntry {}

    record Redacted(String sid, Instant at) implements JournalEntry {}

    record Deleted(String sid) implements JournalEntry {}

    record MessagesCleared() implements JournalEntry {}

    record RequestsCleared() implements JournalEntry {}

    /** First use of an account's SID, or of one of its API keys, with the secret then given. */
    record CredentialsSeen(String user, String accountSid, String secret) implements JournalEntry {}

    record NumberSet(OwnedNumber number) implements JournalEntry {}
}
