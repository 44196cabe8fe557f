package ai.tulia.messaging.standalone.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;

/** Calls whose answer is another one next time. */
final class Forbidden {
    private static final Set<String> SYSTEM = Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty");

    private Forbidden() {}

    static DescribedPredicate<JavaMethodCall> readingTheClockOrChance() {
        return DescribedPredicate.describe("reads the clock, the environment or chance", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            return owner.startsWith("java.time.") && method.equals("now")
                    || owner.equals("java.lang.System") && SYSTEM.contains(method)
                    || owner.equals("java.util.UUID") && method.equals("randomUUID")
                    || owner.equals("java.lang.Math") && method.equals("random")
                    || owner.equals("java.time.ZoneId") && method.equals("systemDefault");
        });
    }
}
