package io.inkstone.model.serving;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses the slot of an engine that a prompt is read in. A slot keeps what it read last, and what a prompt has in common with that
 * is not read again; so a prompt goes where one of the same salt began like it, and otherwise where the least is lost: prompts that
 * nobody has gone on from give way to each other before they drive out another one (segmented LRU). Thread-safe.
 */
final class Slots {

    /** So long a prompt that was gone on from is kept: whoever types, or talks, is likely to go on again. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final LongSupplier nanoTime;
    private final List<Slot> slots;

    Slots(int count, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.slots = IntStream.range(0, count).mapToObj(Slot::new).toList();
    }

    /**
     * Takes a slot for a request.
     *
     * @return to be given back when the request has ended
     */
    synchronized Place take(EngineRequest request) {
        Optional<Slot> known = withItsBeginning(request);
        Slot slot = known.orElseGet(this::leastMissed);
        boolean fresh = request.cacheSalt().isEmpty() || !request.cacheSalt().equals(slot.salt);
        slot.prompt = request.prompt();
        slot.salt = request.cacheSalt();
        slot.wentOn = known.isPresent();
        slot.isUsed = true;
        slot.lastNanos = nanoTime.getAsLong();
        slot.running++;
        return new Place(slot, fresh);
    }

    private Optional<Slot> withItsBeginning(EngineRequest request) {
        return slots.stream()
                .filter(slot -> slot.running == 0
                        && request.cacheSalt().isPresent()
                        && request.cacheSalt().equals(slot.salt))
                .filter(slot -> slot.serves(request.prompt()))
                .max(Comparator.comparingInt(slot -> slot.common(request.prompt())));
    }

    private Slot leastMissed() {
        long now = nanoTime.getAsLong();
        Predicate<Slot> idle = slot -> slot.running == 0;
        return Stream.<Predicate<Slot>>of(idle.and(slot -> !slot.isKept(now)), idle, slot -> true)
                .flatMap(group ->
                        slots.stream().filter(group).min(Comparator.comparingLong(slot -> slot.age(now))).stream())
                .findFirst()
                .orElseThrow();
    }

    /** A request's slot. */
    final class Place {

        private final Slot slot;
        private final boolean fresh;
        private boolean given;

        private Place(Slot slot, boolean fresh) {
            this.slot = slot;
            this.fresh = fresh;
        }

        int index() {
            return slot.index;
        }

        /** Whether nothing that the slot holds may be used. */
        boolean isFresh() {
            return fresh;
        }

        /** The request has ended, or will soon; harmless when done again. */
        void giveBack() {
            synchronized (Slots.this) {
                slot.running -= given ? 0 : 1;
                given = true;
            }
        }
    }

    private static final class Slot {

        private final int index;
        private String prompt = "";
        private Optional<String> salt = Optional.empty();
        private boolean wentOn;
        private boolean isUsed;
        private long lastNanos;
        private int running;

        Slot(int index) {
            this.index = index;
        }

        /** Whether half of a prompt is here, or hardly anything that it would drive out. */
        boolean serves(String next) {
            int common = common(next);
            return 2 * common >= next.length() || 5 * common >= 4 * prompt.length();
        }

        int common(String next) {
            int most = Math.min(prompt.length(), next.length());
            int common = 0;
            while (common < most && prompt.charAt(common) == next.charAt(common)) {
                common++;
            }
            return common;
        }

        boolean isKept(long now) {
            return wentOn && now - lastNanos < KEPT_NANOS;
        }

        /** For a comparison: the smaller, the longer it has not been used. */
        long age(long now) {
            return isUsed ? lastNanos - now : Long.MIN_VALUE;
        }
    }
}
