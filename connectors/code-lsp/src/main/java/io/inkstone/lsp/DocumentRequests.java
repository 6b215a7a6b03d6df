package io.inkstone.lsp;

import io.inkstone.lsp.call.HandedFuture;
import io.inkstone.lsp.completion.InlineCompletions.Wanted;
import io.inkstone.lsp.completion.Suggestion;
import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.GatewayState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.InlineCompletionItem;
import org.eclipse.lsp4j.InlineCompletionList;
import org.eclipse.lsp4j.InlineCompletionParams;
import org.eclipse.lsp4j.InlineCompletionTriggerKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SelectedCompletionInfo;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** What an editor tells and asks about documents. Called on the thread that reads the editor's messages, in their order. */
final class DocumentRequests implements TextDocumentService {

    private static final int MOST_LABEL = 80;

    /** Before letters and digits, so that it comes first. Not a control character: Emacs refuses a message that holds NUL. */
    private static final String FIRST = "!";

    private final Session session;

    DocumentRequests(Session session) {
        this.session = session;
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        session.opened(session.documents().open(params.getTextDocument()));
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        String uri = params.getTextDocument().getUri();
        Integer version = params.getTextDocument().getVersion();
        for (OpenDocuments.Change change :
                session.documents().change(uri, version == null ? 0 : version, params.getContentChanges())) {
            session.changed(change);
        }
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        session.documents().close(params.getTextDocument().getUri()).ifPresent(session::closed);
    }

    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        session.documents().find(params.getTextDocument().getUri()).ifPresent(session.workspace()::saved);
    }

    @Override
    public CompletableFuture<Either<List<InlineCompletionItem>, InlineCompletionList>> inlineCompletion(
            InlineCompletionParams params) {
        boolean explicit = params.getContext() != null
                && params.getContext().getTriggerKind() == InlineCompletionTriggerKind.Invoked;
        SelectedCompletionInfo selected =
                params.getContext() == null ? null : params.getContext().getSelectedCompletionInfo();
        return suggest(
                params.getTextDocument().getUri(),
                params.getPosition(),
                explicit,
                (document, offset, suggestions) -> Either.forRight(new InlineCompletionList(suggestions.stream()
                        .filter(suggestion -> continues(document, offset, selected, suggestion))
                        .map(suggestion -> inline(document, offset, suggestion))
                        .toList())));
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams params) {
        // Editors say 'invoked' for typing, too: the delay, which counts from the last keystroke, tells them apart.
        return suggest(
                params.getTextDocument().getUri(), params.getPosition(), false, (document, offset, suggestions) -> {
                    List<CompletionItem> items = session.offersPlainCompletion()
                            ? suggestions.stream()
                                    .map(suggestion -> plain(document, offset, suggestion))
                                    .toList()
                            : List.of();
                    // What comes next is another text: the editor is to ask again.
                    return Either.forRight(new CompletionList(true, items));
                });
    }

    /** How suggestions are said to the editor. */
    private interface Form<T> {
        T of(Snapshot document, int offset, List<Suggestion> suggestions);
    }

    private <T> CompletableFuture<T> suggest(String uri, Position position, boolean explicit, Form<T> form) {
        Optional<Snapshot> found = session.documents().find(uri).filter(session::completes);
        boolean asks = explicit || session.status().gateway() != GatewayState.OFFLINE;
        if (found.isEmpty() || !asks) {
            return CompletableFuture.completedFuture(
                    form.of(found.orElseGet(() -> new Snapshot(uri, "", 0, "")), 0, List.of()));
        }
        Snapshot document = found.get();
        int offset = document.offsetOf(position);
        CompletableFuture<List<Suggestion>> suggesting =
                session.completions().suggest(new Wanted(document, offset, explicit));
        CompletableFuture<T> answer = suggesting
                // How the gateway stands is told by the status; an error for each keystroke helps nobody.
                .exceptionally(failure -> List.of())
                .thenApply(suggestions -> {
                    session.answered(document, offset, suggestions);
                    return form.of(document, offset, suggestions);
                });
        return HandedFuture.of(answer, () -> suggesting.cancel(true));
    }

    /** Whether a suggestion goes on from what is selected in the editor's own list. */
    private static boolean continues(
            Snapshot document, int offset, @Nullable SelectedCompletionInfo selected, Suggestion suggestion) {
        if (selected == null) {
            return true;
        }
        int start = document.offsetOf(selected.getRange().getStart());
        String typed = document.text().substring(Math.min(start, offset), offset);
        String text = selected.getText();
        return text.startsWith(typed) && suggestion.text().startsWith(text.substring(typed.length()));
    }

    private static InlineCompletionItem inline(Snapshot document, int offset, Suggestion suggestion) {
        InlineCompletionItem item = new InlineCompletionItem(Either.forLeft(suggestion.text()));
        item.setRange(document.range(offset, offset));
        item.setCommand(accepted(suggestion));
        return item;
    }

    private static CompletionItem plain(Snapshot document, int offset, Suggestion suggestion) {
        int start = offset;
        int lineStart = document.lineStart(document.lineOf(offset));
        while (start > lineStart
                && Character.isJavaIdentifierPart(document.text().charAt(start - 1))) {
            start--;
        }
        String word = document.text().substring(start, offset);
        String firstLine =
                (word + suggestion.text()).lines().findFirst().orElse("").strip();
        boolean whole = firstLine.length() <= MOST_LABEL && suggestion.text().indexOf('\n') < 0;
        CompletionItem item = new CompletionItem(
                whole ? firstLine : firstLine.substring(0, Math.min(MOST_LABEL, firstLine.length())) + "…");
        item.setKind(CompletionItemKind.Text);
        item.setDetail("Inkstone");
        item.setFilterText(word + suggestion.text());
        item.setSortText(FIRST);
        item.setInsertTextFormat(InsertTextFormat.PlainText);
        item.setTextEdit(Either.forLeft(new TextEdit(document.range(start, offset), word + suggestion.text())));
        item.setCommand(accepted(suggestion));
        return item;
    }

    private static Command accepted(Suggestion suggestion) {
        return new Command("Inkstone", Commands.ACCEPTED, List.of(suggestion.completion(), "all"));
    }
}
