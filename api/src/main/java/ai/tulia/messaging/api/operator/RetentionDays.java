package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.domain.retention.RetentionKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many days old data of a tenant are kept. */
@Schema(description = "Days that a tenant's old data are kept; null, or left out when written = the default.")
record RetentionDays(
        @Schema(description = "Texts of messages and the values in them, from 1 day; 90.") @Nullable
        Integer contentDays,

        @Schema(description = "Messages with their events, and the recipients of broadcasts, from 7 days; 400.")
        @Nullable
        Integer messagesDays,

        @Schema(description = "Notices, from 7 days; 90.") @Nullable
        Integer noticesDays,

        @Schema(description = "Status callbacks as Twilio posted them, from 7 days; 30.") @Nullable
        Integer callbacksDays,

        @Schema(description = "What customers wrote, from 7 days; 90.") @Nullable
        Integer inboundDays) {
    /** As set. */
    static RetentionDays of(Retention set) {
        return new RetentionDays(set.content(), set.messages(), set.notices(), set.callbacks(), set.inbound());
    }

    /** As it counts, with the defaults. */
    static RetentionDays effective(Retention set) {
        return new RetentionDays(
                set.days(RetentionKind.CONTENT),
                set.days(RetentionKind.MESSAGES),
                set.days(RetentionKind.NOTICES),
                set.days(RetentionKind.CALLBACKS),
                set.days(RetentionKind.INBOUND));
    }

    void check(Checks checks) {
        for (RetentionKind kind : RetentionKind.values()) {
            Integer days = retention().set(kind);
            checks.range(
                    "retention." + kind.code() + "_days",
                    days == null ? null : Long.valueOf(days),
                    kind.minDays(),
                    RetentionKind.MAX_DAYS);
        }
    }

    Retention retention() {
        return new Retention(contentDays, messagesDays, noticesDays, callbacksDays, inboundDays);
    }
}
