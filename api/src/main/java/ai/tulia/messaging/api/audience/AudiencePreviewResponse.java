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
record AudiencePreviewResponse(long recipients, List<Member> samples) {
    static final int SAMPLE = 5;

    record Member(
            UUID customerId,
            @Nullable String name,
            @Nullable String timeZone) {}

    static AudiencePreviewResponse of(long recipients, List<AudienceMember> samples) {
        return new AudiencePreviewResponse(
                recipients,
                samples.stream()
                        .map(member -> new Member(member.id(), member.name(), member.timeZone()))
                        .toList());
    }
}
