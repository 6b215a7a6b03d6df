package io.inkstone.model.serving;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A slot of the child: a thread, and a context of the native engine that is made when it is first needed. All contexts share the
 * model's weights, as pages of one file.
 */
final class EmbeddedSlot {

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final Supplier<LlamaNative> load;
    private @Nullable EmbeddedGenerator generator;

    EmbeddedSlot(int index, Supplier<LlamaNative> load) {
        this.load = load;
        Thread thread = new Thread(this::workForEver, "slot-" + index);
        thread.setDaemon(true);
        thread.start();
    }

    /** Has something done after what was given before, on the slot's thread. */
    void run(Runnable task) {
        work.add(task);
    }

    /**
     * What generates here; on the slot's thread only.
     *
     * @throws RuntimeException when there is no room for another context
     */
    EmbeddedGenerator generator() {
        EmbeddedGenerator mine = generator;
        if (mine == null) {
            mine = new EmbeddedGenerator(load.get());
            generator = mine;
        }
        return mine;
    }

    private void workForEver() {
        try {
            while (true) {
                work.take().run();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            ChildOutput.die(e);
        }
    }
}
