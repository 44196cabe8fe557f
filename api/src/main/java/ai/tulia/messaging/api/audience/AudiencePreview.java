package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.store.audience.AudienceMember;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom criteria mean at this moment.
 *
 * @param sample the newest 5
 */
record AudiencePreview(long count, List<Member> sample) {
    static final int SAMPLE = 5;

    record Member(UUID id, @Nullable String name, @Nullable String timeZone) {}

    static AudiencePreview of(long count, List<AudienceMember> sample) {
        return new AudiencePreview(
                count,
                sample.stream()
                        .map(member -> new Member(member.id(), member.name(), member.timeZone()))
                        .toList());
    }
}
