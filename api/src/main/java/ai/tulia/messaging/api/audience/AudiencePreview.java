package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.store.audience.AudienceMember;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom criteria mean at this moment.
 *
 * @param samples the newest 5
 */
record AudiencePreview(long count, List<Member> samples) {
    static final int SAMPLE = 5;

    record Member(
            UUID customerId,
            @Nullable String name,
            @Nullable String timeZone) {}

    static AudiencePreview of(long count, List<AudienceMember> samples) {
        return new AudiencePreview(
                count,
                samples.stream()
                        .map(member -> new Member(member.id(), member.name(), member.timeZone()))
                        .toList());
    }
}
