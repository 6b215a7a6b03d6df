package io.inkstone.lsp;

import org.eclipse.lsp4j.ClientCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * What the editor said it can do, as far as it matters here.
 *
 * @param configuration whether it answers {@code workspace/configuration}
 * @param watchesFiles whether it can be asked to watch files
 * @param inlineCompletion whether it asks for completions in line
 * @param progress whether it shows progress that the server begins
 */
record EditorAbilities(boolean configuration, boolean watchesFiles, boolean inlineCompletion, boolean progress) {

    static final EditorAbilities NONE = new EditorAbilities(false, false, false, false);

    static EditorAbilities of(@Nullable ClientCapabilities client) {
        if (client == null) {
            return NONE;
        }
        boolean configuration = client.getWorkspace() != null
                && Boolean.TRUE.equals(client.getWorkspace().getConfiguration());
        boolean watches = client.getWorkspace() != null
                && client.getWorkspace().getDidChangeWatchedFiles() != null
                && Boolean.TRUE.equals(
                        client.getWorkspace().getDidChangeWatchedFiles().getDynamicRegistration());
        boolean inline =
                client.getTextDocument() != null && client.getTextDocument().getInlineCompletion() != null;
        boolean progress = client.getWindow() != null
                && Boolean.TRUE.equals(client.getWindow().getWorkDoneProgress());
        return new EditorAbilities(configuration, watches, inline, progress);
    }
}
