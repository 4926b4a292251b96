package dev.phoenixkit.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were found on. */
final class Machine {
    private Machine() {}

    /** Its size, its Java, and how busy it was with other things when the benchmark began. */
    static String describe() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores, %.0f GB, %s %s, Java %s, load %.1f at the start",
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / 1e9,
                system.getName(),
                system.getArch(),
                System.getProperty("java.version"),
                system.getSystemLoadAverage());
    }
}
