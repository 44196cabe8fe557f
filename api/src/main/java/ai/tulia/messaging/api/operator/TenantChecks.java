package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a tenant must be. */
final class TenantChecks {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");
    private static final Pattern FLAG = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    /** Of a host with a name: mail to an IP address, or to a host without a domain, would go where only we can. */
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,;<>\\[\\]]+@([^@\\s,;<>\\[\\].]+\\.)+[^@\\s,;<>\\[\\].]*\\p{L}[^@\\s,;<>\\[\\].]*");

    private static final int MAX_SENDERS = 20;

    private TenantChecks() {}

    static void check(TenantRequest request, Predicate<String> tierExists, Predicate<String> accountExists) {
        var checks = new Checks()
                .required("name", request.name())
                .required("tier", request.tier())
                .required("time_zone", request.timeZone())
                .required("senders", request.senders())
                .text("name", request.name(), 200)
                .text("tier", request.tier(), 50)
                .text("time_zone", request.timeZone(), 100)
                .text("notify_email", request.notifyEmail(), 254)
                .that(
                        fits(EMAIL, request.notifyEmail()),
                        "notify_email",
                        "is no mail address",
                        "give one such as ops@example.com");
        senders(checks, request.senders(), accountExists);
        quietHours(checks, request.quietHours());
        flags(checks, request.flags());
        RetentionDays retention = request.retention();
        if (retention != null) {
            retention.check(checks);
        }
        RequestLimitOverrides limits = request.requestLimits();
        if (limits != null) {
            limits.check(checks);
        }
        String policy = request.unknownPolicy();
        checks.that(
                policy == null || UnknownPolicy.fromCode(policy).isPresent(),
                "unknown_policy",
                "is not known",
                "give fail or resend_once");
        String tier = request.tier();
        checks.zone("time_zone", request.timeZone())
                .possible(
                        tier == null || tierExists.test(tier),
                        "unknown_tier",
                        "tier",
                        "does not exist",
                        "make it with PUT /v1/tiers/{name}, or give starter, growth or enterprise")
                .done();
    }

    private static void senders(
            Checks checks, @Nullable List<@Nullable TenantSender> senders, Predicate<String> accountExists) {
        if (senders == null) {
            return;
        }
        if (senders.contains(null)) {
            checks.that(false, "senders", "hold null", "leave it out");
            return;
        }
        checks.that(!senders.isEmpty(), "senders", "are none", "give at least one")
                .that(senders.size() <= MAX_SENDERS, "senders", "are too many", "give at most " + MAX_SENDERS)
                .that(
                        senders.stream()
                                        .filter(Objects::nonNull)
                                        .map(TenantSender::address)
                                        .distinct()
                                        .count()
                                == senders.size(),
                        "senders",
                        "hold an address twice",
                        "give each once");
        for (int i = 0; i < senders.size(); i++) {
            SenderRequestValidator.check(
                    Objects.requireNonNull(senders.get(i)), "senders[" + i + "]", accountExists, checks);
        }
    }

    private static void quietHours(Checks checks, TenantRequest.@Nullable TenantQuietHours quiet) {
        if (quiet != null) {
            checks.required("quiet_hours.start", quiet.start())
                    .required("quiet_hours.end", quiet.end())
                    .that(fits(TIME, quiet.start()), "quiet_hours.start", "is no time", "give one such as 22:00")
                    .that(fits(TIME, quiet.end()), "quiet_hours.end", "is no time", "give one such as 08:00");
        }
    }

    private static void flags(Checks checks, @Nullable List<String> flags) {
        if (flags != null) {
            checks.that(flags.size() <= 50, "flags", "are too many", "give at most 50")
                    .that(
                            flags.stream().filter(Objects::nonNull).count() == flags.size()
                                    && flags.stream()
                                            .allMatch(flag -> FLAG.matcher(flag).matches()),
                            "flags",
                            "hold a word that is no flag",
                            "give lower-case words such as upgrade_suggested");
        }
    }

    private static boolean fits(Pattern pattern, @Nullable String value) {
        return value == null || pattern.matcher(value).matches();
    }
}
