package io.inkstone.lsp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The language server over a pair of streams. */
public final class LspServer {

    /** LSP4J logs messages that it cannot read, and with them what the person typed: nobody may keep that. */
    private static final java.util.logging.Logger PROTOCOL = java.util.logging.Logger.getLogger("org.eclipse.lsp4j");

    private static final Logger LOG = LoggerFactory.getLogger(LspServer.class);

    private LspServer() {}

    /**
     * Serves on standard input and output until the editor ends it or goes away. From here on {@code System.out} writes to
     * standard error, so that nothing but the protocol is on standard output.
     *
     * @return the exit code that the protocol wants
     */
    public static int serveStandardStreams(LspOptions options) throws InterruptedException {
        System.out.flush();
        System.setOut(System.err);
        return serve(System.in, new FileOutputStream(FileDescriptor.out), options);
    }

    /** Serves on streams until the editor ends it or goes away. */
    public static int serve(InputStream in, OutputStream out, LspOptions options) throws InterruptedException {
        PROTOCOL.setLevel(Level.OFF);
        CodeLanguageServer server = new CodeLanguageServer(options);
        Launcher<EditorClient> launcher = new Launcher.Builder<EditorClient>()
                .setLocalService(server)
                .setRemoteInterface(EditorClient.class)
                .setInput(in)
                .setOutput(out)
                .setExceptionHandler(LspServer::error)
                .create();
        server.connect(launcher.getRemoteProxy());
        Future<Void> listening = launcher.startListening();
        Thread ending = new Thread(() -> awaitEnd(listening, server), "inkstone-lsp-input");
        ending.setDaemon(true);
        ending.start();
        try {
            return server.awaitExit();
        } finally {
            server.close();
        }
    }

    /** A fault of ours: its kind and place, for messages of exceptions may quote texts. */
    private static ResponseError error(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof InvocationTargetException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ResponseErrorException told) {
            return told.getResponseError();
        }
        boolean editorIsGone = cause instanceof JsonRpcException && cause.getCause() instanceof IOException;
        if (!editorIsGone) {
            StackTraceElement[] trace = cause.getStackTrace();
            LOG.error(
                    "The language server failed: {} at {}",
                    cause.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
        return new ResponseError(
                ResponseErrorCode.InternalError,
                "a fault of the language server: " + cause.getClass().getName() + "; please report it",
                null);
    }

    private static void awaitEnd(Future<Void> listening, CodeLanguageServer server) {
        try {
            listening.get();
        } catch (ExecutionException e) {
            // The stream is broken: the same to us as its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.exit();
    }
}
