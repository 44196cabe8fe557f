package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The rules in force: the first that matches a POST, and whose share is drawn, decides. */
final class FaultRules {
    private final Random random;
    private volatile List<LiveRule> rules = List.of();

    FaultRules(long seed) {
        random = new Random(seed);
    }

    void replace(List<FaultRule> next) {
        rules = next.stream().map(LiveRule::new).toList();
    }

    /** The rules not yet used up, each with the uses it has left. */
    List<FaultRule> inForce() {
        return rules.stream().map(LiveRule::remaining).flatMap(Optional::stream).toList();
    }

    @Nullable
    FaultRule pick(String account, @Nullable String to, @Nullable String from) {
        for (LiveRule live : rules) {
            if (live.rule.matches(account, to, from) && drawn(live.rule) && live.take()) {
                return live.rule;
            }
        }
        return null;
    }

    private boolean drawn(FaultRule rule) {
        Double share = rule.share();
        return share == null || random.nextDouble() < share;
    }

    private static final class LiveRule {
        private final FaultRule rule;
        private final AtomicInteger left;

        LiveRule(FaultRule rule) {
            this.rule = rule;
            Integer times = rule.times();
            left = new AtomicInteger(times == null ? Integer.MAX_VALUE : times);
        }

        boolean take() {
            return rule.times() == null || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }

        Optional<FaultRule> remaining() {
            if (rule.times() == null) {
                return Optional.of(rule);
            }
            int uses = left.get();
            return uses > 0 ? Optional.of(rule.withTimes(uses)) : Optional.empty();
        }
    }
}
