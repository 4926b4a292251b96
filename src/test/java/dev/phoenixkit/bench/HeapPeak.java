package dev.phoenixkit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** How much heap was in use at most, garbage that had not been collected yet included. */
final class HeapPeak {
    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private final long before;

    private HeapPeak(long before) {
        this.before = before;
    }

    /** Begins with a heap as empty as it gets. */
    static HeapPeak begin() {
        System.gc();
        POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
        return new HeapPeak(
                POOLS.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum());
    }

    /** Bytes since the beginning; at most, since the pools need not have had their peaks at the same time. */
    long bytes() {
        return POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() - before;
    }
}
