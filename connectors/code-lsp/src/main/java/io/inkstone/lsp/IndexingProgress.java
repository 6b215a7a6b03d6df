package io.inkstone.lsp;

import io.inkstone.lsp.workspace.WorkspaceReader;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Shows in the editor how far the reading of the workspace is, where it can show that. For one thread. */
final class IndexingProgress implements WorkspaceReader.Progress, AutoCloseable {

    private static final long CREATE_SECONDS = 5;

    private final Session session;
    private final String token = "inkstone-index-" + UUID.randomUUID();
    private final boolean shown;
    private int percent = -1;

    IndexingProgress(Session session) {
        this.session = session;
        this.shown = session.abilities().progress() && created();
        if (shown) {
            WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
            begin.setTitle(session.phrases().of("indexing"));
            begin.setPercentage(0);
            begin.setCancellable(false);
            tell(begin);
        }
    }

    private boolean created() {
        try {
            session.client()
                    .createProgress(new WorkDoneProgressCreateParams(Either.forLeft(token)))
                    .get(CREATE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean read(int done, int all) {
        int now = all == 0 ? 100 : (int) (100L * done / all);
        if (shown && now != percent) {
            percent = now;
            WorkDoneProgressReport report = new WorkDoneProgressReport();
            report.setPercentage(now);
            report.setMessage(session.phrases().of("files", done, all));
            tell(report);
        }
        return !Thread.currentThread().isInterrupted();
    }

    private void tell(WorkDoneProgressNotification notification) {
        session.client().notifyProgress(new ProgressParams(Either.forLeft(token), Either.forLeft(notification)));
    }

    @Override
    public void close() {
        if (shown) {
            tell(new WorkDoneProgressEnd());
        }
    }
}
