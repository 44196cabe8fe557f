package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.domain.time.TimeZones;
import ai.tulia.messaging.store.message.Schedule;
import java.time.Duration;
import java.time.Instant;

/** Works out when a message may go from the time that was asked for. */
final class TimingResolver {
    private TimingResolver() {}

    /** As soon as possible, for as long as its type is valid. */
    static Timing asap(ResolvedCommand resolved, Instant now) {
        return new Timing(Schedule.NONE, now.plus(resolved.type().rules().validity()));
    }

    /** @throws ai.tulia.messaging.api.problem.ApiProblem 422 when it is past, 400 when it is too far ahead */
    static Timing of(RequestedTime asked, ResolvedCommand resolved, Instant now) {
        return of(asked, resolved.customer().zones(), resolved.type().rules().validity(), now);
    }

    /** @param validity how long after its time it may still go out, when the caller names no end */
    static Timing of(RequestedTime asked, TimeZones zones, Duration validity, Instant now) {
        Instant at = asked.at(zones.recipient(), zones.tenant());
        Instant expiresAt = asked.expiresAt();
        var checks = new Checks();
        RequestedTimeValidator.within(asked, at, now, checks);
        checks.done();
        return new Timing(
                new Schedule(at, asked.local(), asked.zone()), expiresAt == null ? at.plus(validity) : expiresAt);
    }
}
