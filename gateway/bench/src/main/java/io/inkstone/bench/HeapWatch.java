package io.inkstone.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Watches this JVM's heap while something runs. What is used at any moment says little, for garbage fills whatever heap
 * there is; so it looks at what each collection leaves. A collection of the young generation leaves garbage in the old one
 * too: what is measured is an upper bound of what is needed.
 */
final class HeapWatch {

    private static final String ASKED_FOR = "System.gc()";

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    // Guarded by this.
    private long peakBytes;
    private long leftBytes;
    private long fullCollections;

    /**
     * What a step took.
     *
     * @param cpuSeconds of all threads, those of the compiler and the collector included
     * @param peakBytes the most that was used when a collection began, garbage included
     * @param peakAfterCollectionBytes the most that a collection left
     * @param keptBytes what a full collection left at its end
     */
    record Step<T>(
            T result,
            double seconds,
            double cpuSeconds,
            long peakBytes,
            long peakAfterCollectionBytes,
            long keptBytes) {}

    HeapWatch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((notification, handback) -> take(notification), null, null);
        }
    }

    /** Runs it, with full collections before and after that do not count as its time. One at a time. */
    <T> Step<T> measure(Callable<T> work) throws Exception {
        collect();
        synchronized (this) {
            peakBytes = 0;
            leftBytes = 0;
        }
        long cpuStart = system.getProcessCpuTime();
        long start = System.nanoTime();
        T result = work.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpuStart) / 1e9;
        long kept = collect();
        synchronized (this) {
            return new Step<>(result, seconds, cpuSeconds, peakBytes, leftBytes, kept);
        }
    }

    /** Collects, and waits until this collection and those before it were noted: notices come later, but in order. */
    private synchronized long collect() throws InterruptedException {
        long before = fullCollections;
        System.gc();
        while (fullCollections == before) {
            wait();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private synchronized void take(Notification notification) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        GcInfo info = collection.getGcInfo();
        peakBytes = Math.max(peakBytes, heap(info.getMemoryUsageBeforeGc()));
        leftBytes = Math.max(leftBytes, heap(info.getMemoryUsageAfterGc()));
        if (collection.getGcCause().equals(ASKED_FOR)) {
            fullCollections++;
            notifyAll();
        }
    }

    private long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }
}
