package ai.tulia.messaging.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a figure was measured on; no names. */
public final class Machine {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Machine() {}

    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores, %.1f GiB memory, %s %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                SYSTEM.getTotalMemorySize() / 1073741824.0,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.version"));
    }

    /** Runnable processes over the last minute, our own included. */
    public static String load() {
        return String.format(Locale.ROOT, "%.2f", SYSTEM.getSystemLoadAverage());
    }
}
